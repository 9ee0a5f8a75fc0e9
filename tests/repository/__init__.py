"""What git is asked."""
