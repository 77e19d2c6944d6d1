"""Words to procedures. Whoosh lives here and nowhere else."""
