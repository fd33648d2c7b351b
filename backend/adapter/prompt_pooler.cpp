#include "backend/adapter/prompt_pooler.h"

#include <limits>

namespace loratrf {

namespace {

// Pieces of one split, prompt and rest in turn: its backward is one concatenation.
at::Tensor largest(const at::Tensor& x, const PackedInput& input) {
    std::vector<int64_t> sizes;
    for (size_t s = 0; s + 1 < input.offsets.size(); ++s) {
        sizes.push_back(input.prompt(s));
        sizes.push_back(input.offsets[s + 1] - input.offsets[s] - input.prompt(s));
    }
    const std::vector<at::Tensor> pieces = x.split_with_sizes(sizes);
    std::vector<at::Tensor> rows;
    for (size_t i = 0; i < pieces.size(); i += 2)
        rows.push_back(pieces[i].amax(0));
    return at::stack(rows);
}

} // namespace

at::Tensor pool_prompts(const at::Tensor& x, const PackedInput& input, Pooling pooling, const at::Tensor& attention) {
    if (pooling == Pooling::Max)
        return largest(x, input);
    std::vector<int64_t> begins(input.offsets.begin(), input.offsets.end() - 1), ends;
    for (size_t s = 0; s < begins.size(); ++s)
        ends.push_back(begins[s] + input.prompt(s));
    const at::Tensor end = at::tensor(ends, at::kLong).to(x.device()).unsqueeze(1); // [S, 1]
    if (pooling == Pooling::Last)
        return x.index_select(0, end.squeeze(1) - 1);
    const at::Tensor begin = at::tensor(begins, at::kLong).to(x.device()).unsqueeze(1);
    const at::Tensor token = at::arange(x.size(0), begin.options()).unsqueeze(0);
    const at::Tensor outside = (token < begin) | (token >= end); // [S, T]
    if (pooling == Pooling::Mean)
        return at::matmul(outside.logical_not().to(x.scalar_type()) / (end - begin), x);
    const at::Tensor score = at::mv(x, attention).unsqueeze(0); // [1, T]
    return at::matmul(at::softmax(score.masked_fill(outside, -std::numeric_limits<double>::infinity()), 1), x);
}

} // namespace loratrf
