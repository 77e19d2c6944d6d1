"""The truth about procedures. SQLAlchemy lives here and nowhere else."""
