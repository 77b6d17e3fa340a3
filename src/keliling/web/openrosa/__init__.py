"""The door for ODK Collect and KoboCollect: OpenRosa 1.0."""
