"""Key practice 5.3.2: reflection on diagnostic and interim assessments."""
