#pragma once
// Matrices R [r, d], r <= d, whose rows are orthonormal because they are made of Householder vectors, so that an
// optimiser may move freely and stays among them.

#include <ATen/ATen.h>

namespace loratrf {

// v [d, r] holds the vectors v_i = (0, .., 0, 1, v[i+1:, i]) below its diagonal and signs +-1 on it:
//   R^T = (H_1 .. H_r)[:, :r] diag(sign),  H_i = I - tau_i v_i v_i^T,  tau_i = 2 / |v_i|^2.
// Only what lies below the diagonal gets a gradient. Householder 1958; the map of PyTorch's orthogonal(), which pyreft
// trains with.
at::Tensor orthonormal_rows(const at::Tensor& v);

// The v of given orthonormal rows [r, d].
at::Tensor householder_vectors(const at::Tensor& rows);

} // namespace loratrf
