"""The public room: what anyone may read, and rating without signing in."""
