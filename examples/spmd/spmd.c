/* What repeat.mlir needs of MPI, as functions of numbers. */

#include <mpi.h>
#include <stdint.h>

/** Joins the job. */
void spmd_start(void) { MPI_Init(NULL, NULL); }

/** Leaves the job; every process calls it. */
void spmd_finish(void) { MPI_Finalize(); }

/** The number of this process: 0, 1, ... */
int64_t spmd_rank(void) {
  int rank;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  return rank;
}

/** The number of processes. */
int64_t spmd_size(void) {
  int size;
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  return size;
}

/** The sum of what the processes before this one pass; 0 for the first. */
int64_t spmd_sum_before(int64_t mine) {
  int64_t before = 0; /* MPI leaves it alone on the first process. */
  MPI_Exscan(&mine, &before, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  return before;
}

/** The sum of what all processes pass. */
int64_t spmd_sum(int64_t mine) {
  int64_t sum;
  MPI_Allreduce(&mine, &sum, 1, MPI_INT64_T, MPI_SUM, MPI_COMM_WORLD);
  return sum;
}
