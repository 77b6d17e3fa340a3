"""Areas of Indonesia, neighbourhoods (RT/RW) and offices."""
