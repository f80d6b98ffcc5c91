"""Code shared by several criteria: calendar, staff, collaboration time, planning-time law."""
