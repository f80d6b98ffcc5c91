"""What several criteria share: the calendar, the staff, time set aside, planning-time law."""
