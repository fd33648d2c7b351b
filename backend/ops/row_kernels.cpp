#include "backend/ops/row_kernels.h"

#include "backend/ops/cross_entropy_body.h"
#include "backend/ops/rms_norm_body.h"
#include "backend/ops/swiglu_body.h"

namespace loratrf::ops::rows {

namespace {

#define LORATRF_ROW_KERNELS(T, TARGET)                                                                                 \
    TARGET void rms_norm(const T* x, const T* w, double eps, T* y, Wide<T>* inverse, int64_t rows, int64_t d) {        \
        rms_norm_body(x, w, eps, y, inverse, rows, d);                                                                 \
    }                                                                                                                  \
    TARGET void rms_norm_backward(const T* dy, const T* x, const T* w, const Wide<T>* inverse, const T* residual,      \
                                  int64_t step, T* dx, int64_t rows, int64_t d) {                                      \
        rms_norm_backward_body(dy, x, w, inverse, residual, step, dx, rows, d);                                        \
    }                                                                                                                  \
    TARGET void swiglu(const T* gate, const T* up, T* out, int64_t n) {                                                \
        swiglu_body(gate, up, out, n);                                                                                 \
    }                                                                                                                  \
    TARGET void swiglu_backward(const T* dout, const T* gate, const T* up, T* dgate, T* dup, int64_t n) {              \
        swiglu_backward_body(dout, gate, up, dgate, dup, n);                                                           \
    }                                                                                                                  \
    TARGET Wide<T> cross_entropy(T* logits, int64_t n, int64_t target) {                                               \
        return cross_entropy_body(logits, n, target);                                                                  \
    }

#define LORATRF_ROW_KERNELS_OF(LEVEL, TARGET)                                                                          \
    namespace LEVEL {                                                                                                  \
    LORATRF_ROW_KERNELS(float, TARGET)                                                                                 \
    LORATRF_ROW_KERNELS(double, TARGET)                                                                                \
    LORATRF_ROW_KERNELS(c10::BFloat16, TARGET)                                                                         \
    template <typename T>                                                                                              \
    constexpr Kernels<T> list{rms_norm, rms_norm_backward, swiglu, swiglu_backward, cross_entropy};                    \
    }

LORATRF_ROW_KERNELS_OF(v1, LORATRF_V1)
LORATRF_ROW_KERNELS_OF(v3, LORATRF_V3)
LORATRF_ROW_KERNELS_OF(v4, LORATRF_V4)

} // namespace

template <typename T>
const Kernels<T>& kernels(CpuLevel level) {
    return of_level(level, v1::list<T>, v3::list<T>, v4::list<T>);
}
template const Kernels<float>& kernels<float>(CpuLevel);
template const Kernels<double>& kernels<double>(CpuLevel);
template const Kernels<c10::BFloat16>& kernels<c10::BFloat16>(CpuLevel);

} // namespace loratrf::ops::rows
