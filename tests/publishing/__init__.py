"""Publishing, against real repositories."""
