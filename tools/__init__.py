"""What is made of the code and kept beside it: pages of the documentation, and the manual page."""
