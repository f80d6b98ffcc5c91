"""What the command does, for programs: everything here is data in and data out."""
