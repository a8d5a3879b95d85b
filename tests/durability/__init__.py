"""The command line, killed, starved and lied to: what must still be true of the database afterwards."""
