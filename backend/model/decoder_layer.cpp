#include "backend/model/decoder_layer.h"

#include "backend/model/recorder.h"
#include "backend/ops/causal_attention.h"
#include "backend/ops/filter_ops.h"
#include "backend/ops/low_rank_ops.h"
#include "backend/ops/matmul.h"
#include "backend/ops/ops.h"
#include "backend/ops/row_ops.h"

#include <ATen/record_function.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

namespace loratrf {

namespace {

enum Place { Q, K, V, O, Gate, Up, Down };

std::optional<ops::TaskFilter> filter_of(const std::optional<FilterTerm>& term) {
    if (!term)
        return std::nullopt;
    return ops::TaskFilter{term->xi.detach(), term->c.detach(), term->d.detach(), term->scale};
}

// What one projection with its terms keeps between the passes.
struct Projected {
    std::optional<ops::LowRank> low_rank; // in the type of the rows
    at::Tensor z;                         // [T, r] A x
    std::optional<ops::TaskFilter> filter;
    at::Tensor filtered; // [T, 2 + 2r] of add_filtered
};

struct ProjectionGradient {
    at::Tensor a, b;
    ops::FilterGradient filter;
};

ops::BesideFilter beside_filter(const Projected& p) {
    return p.low_rank ? ops::BesideFilter{p.z, p.low_rank->b, p.low_rank->scale} : ops::BesideFilter{};
}

at::Tensor low_rank_term(const Projected& p) {
    return at::mm(p.z, p.low_rank->b.t()) * p.low_rank->scale;
}

at::Tensor start_term(const at::Tensor& x, const LowRankTerm& term) {
    const auto z = at::mm(x, term.start_a.to(x.scalar_type()).t());
    return at::mm(z, term.start_b.to(x.scalar_type()).t()) * term.scale;
}

// Of the rows that the recorder looks at.
Projected sample(const ActivityRecorder& recorder, Projected p) {
    p.z = recorder.sample(p.z);
    p.filtered = recorder.sample(p.filtered);
    return p;
}

// What the site reports of y [T, out] = W x + b with its terms: the filter's values, the size of what was added.
void report(const DecoderLayer::Linear& linear, const at::Tensor& x, const at::Tensor& y, const Projected& kept,
            ActivityRecorder& recorder) {
    if (kept.filter)
        recorder.add_filter(*linear.terms.site, ops::filter_strength(kept.filtered));
    if (!recorder.wants_ratio())
        return;
    const Projected few = sample(recorder, kept);
    at::Tensor added;
    if (few.z.defined())
        added = low_rank_term(few);
    if (few.z.defined() && linear.terms.low_rank->start_a.defined())
        added = added - start_term(recorder.sample(x), *linear.terms.low_rank);
    if (few.filter) {
        const at::Tensor term = ops::filter_term(few.filtered, *few.filter).to(y.scalar_type());
        added = added.defined() ? added + term : term;
    }
    recorder.add_sampled_ratio(*linear.terms.site, added, recorder.sample(y) - added);
}

// W x + b with its terms, [T, out].
at::Tensor forward(const DecoderLayer::Linear& linear, const at::Tensor& x, Projected& kept,
                   ActivityRecorder* recorder) {
    const at::ScalarType type = x.scalar_type();
    at::Tensor y = ops::linear(x, linear.weight.values(), linear.bias.defined() ? linear.bias.to(type) : linear.bias);
    RECORD_FUNCTION("loratrf.adapter", {});
    if (const auto& term = linear.terms.low_rank)
        kept.low_rank = ops::LowRank{term->a.detach().to(type), term->b.detach().to(type), term->scale};
    if ((kept.filter = filter_of(linear.terms.filter))) {
        if (kept.low_rank)
            kept.z = ops::low_rank_inner(x, *kept.low_rank);
        kept.filtered = ops::add_filtered(y, *kept.filter, beside_filter(kept));
    } else if (kept.low_rank) {
        kept.z = ops::add_low_rank(y, x, *kept.low_rank);
    }
    if (recorder && linear.terms.site)
        report(linear, x, y, kept, *recorder);
    return y;
}

// *dx (or undefined) += the gradient of x, given x, dy and, where the projection has a filter, y = forward(x). Null:
// nobody wants that gradient.
ProjectionGradient backward(const DecoderLayer::Linear& linear, const Projected& kept, const at::Tensor& x,
                            const at::Tensor& y, at::Tensor dy, at::Tensor* dx) {
    ProjectionGradient grads;
    dy = dy.contiguous();
    at::Tensor dbase = dy; // of W x + b
    if (kept.filter) {
        RECORD_FUNCTION("loratrf.adapter", {});
        grads.filter = ops::add_filtered_backward(y, *kept.filter, kept.filtered, dy, beside_filter(kept));
        dbase = std::exchange(grads.filter.h, {});
    }
    if (dx)
        ops::add_linear_backward(*dx, dbase, linear.weight.values());
    if (const auto& term = linear.terms.low_rank) {
        RECORD_FUNCTION("loratrf.adapter", {});
        const ops::WantedOfLowRank wanted{term->a.requires_grad(), term->b.requires_grad()};
        ops::LowRankGradient low_rank;
        if (kept.filter) { // whose pass over the rows has made the half of it that looks at dy
            const at::Tensor dz = std::exchange(grads.filter.beside_z, {}).to(x.scalar_type());
            low_rank.a = ops::low_rank_inner_backward(dx, x, dz, *kept.low_rank, wanted.a);
            if (wanted.b)
                low_rank.b = std::exchange(grads.filter.beside_b, {});
        } else {
            low_rank = ops::add_low_rank_backward(dx, x, kept.z, dy, *kept.low_rank, wanted);
        }
        if (low_rank.a.defined())
            grads.a = low_rank.a.to(term->a.scalar_type());
        if (low_rank.b.defined())
            grads.b = low_rank.b.to(term->b.scalar_type());
    }
    return grads;
}

// The parameters of a layer in a fixed order, and their gradients in the same.
void append_parameters(std::vector<at::Tensor>& list, const std::optional<LowRankTerm>& low_rank,
                       const std::optional<FilterTerm>& filter) {
    if (low_rank)
        list.insert(list.end(), {low_rank->a, low_rank->b});
    if (filter)
        list.insert(list.end(), {filter->xi, filter->c, filter->d});
}

std::vector<at::Tensor> parameters(const DecoderLayer& layer) {
    std::vector<at::Tensor> list;
    for (const DecoderLayer::Linear& linear : layer.linears)
        append_parameters(list, linear.terms.low_rank, linear.terms.filter);
    if (layer.block)
        append_parameters(list, std::nullopt, layer.block->filter);
    return list;
}

// The layer's work and what it keeps; one object lives from forward to backward. The names are those of the header;
// backwards, after the block's filter has taken its share of dout:
//   ds = dout P_down          s = silu(g) u       dg, du = ds through s      dy = dg P_gate + du P_up
//   dm = dout + dy through norm                   da = dm P_o                dq, dk, dv = da through attention
//   dx = dq P_q + dk P_k + dv P_v                 dh = dm + dx through norm
// Where P has terms, these products are with all of it, and its parameters get theirs. What is no longer needed is
// written over: dg and du take the places of g and u unless a filter still has to see these.
class LayerWork : public torch::CustomClassHolder {
public:
    LayerWork(const DecoderLayer& layer, std::shared_ptr<const LayerPass> pass)
        : m_layer(layer), m_pass(std::move(pass)) {}

    at::Tensor forward(const at::Tensor& h) {
        m_h = h;
        attend_to_others();
        at::Tensor out = feed_forward();
        m_out = out.detach();
        drop_what_is_recomputed();
        return out;
    }

    // Gradients of h, where it is wanted (the first layer's is not), and of parameters().
    std::vector<at::Tensor> backward(at::Tensor dout, bool input_gradient) {
        recompute();
        std::array<ProjectionGradient, 7> grads;
        ops::FilterGradient block;
        if (m_block.filter) {
            RECORD_FUNCTION("loratrf.adapter", {});
            block = ops::add_filtered_backward(m_out, *m_block.filter, m_block.filtered, dout);
            dout = block.h;
        }
        at::Tensor dmiddle = feed_forward_backward(dout, grads);
        at::Tensor dh = attention_backward(dmiddle, input_gradient, grads);

        std::vector<at::Tensor> list{dh};
        for (size_t i = 0; i < grads.size(); ++i) {
            if (m_layer.linears[i].terms.low_rank)
                list.insert(list.end(), {grads[i].a, grads[i].b});
            if (m_layer.linears[i].terms.filter)
                list.insert(list.end(), {grads[i].filter.xi, grads[i].filter.c, grads[i].filter.d});
        }
        if (m_layer.block)
            list.insert(list.end(), {block.xi, block.c, block.d});
        return list;
    }

private:
    // m = h + P attention(norm h)
    void attend_to_others() {
        ops::Normalised x = ops::rms_norm_rows(m_h, m_layer.input_norm, m_layer.norm_eps);
        m_input_inverse = x.inverse;
        m_q = project(Q, x.y);
        m_k = project(K, x.y);
        m_v = project(V, x.y);
        x.y.reset();
        m_attended = attend();
        at::Tensor o = project(O, m_attended.out);
        keep_if_rounded(O, o);
        m_middle = o.add_(m_h);
    }

    // m + P (silu(P y) P y), y = norm m; then the block's filter.
    at::Tensor feed_forward() {
        gate_and_up();
        at::Tensor out = project(Down, ops::swiglu_rows(m_gate, m_up));
        keep_if_rounded(Down, out);
        out.add_(m_middle);
        if (m_layer.block)
            filter_block(out);
        return out;
    }

    void gate_and_up() {
        const at::Tensor y = ops::rms_norm_rows(m_middle, m_layer.post_norm, m_layer.norm_eps).y;
        m_gate = project(Gate, y);
        m_up = project(Up, y);
    }

    void drop_what_is_recomputed() {
        if (m_pass->recompute == Recompute::Nothing)
            return;
        m_gate.reset();
        m_up.reset();
        if (m_pass->recompute == Recompute::FeedForward)
            return;
        m_q.reset();
        m_k.reset();
        m_v.reset();
        m_attended = {};
        m_middle.reset();
    }

    // The last product, P of down, is never needed again: its output is the layer's.
    void recompute() {
        m_records = false;
        if (!m_middle.defined())
            attend_to_others();
        if (!m_gate.defined())
            gate_and_up();
    }

    at::Tensor project(Place place, const at::Tensor& x) {
        return loratrf::forward(m_layer.linears[place], x, m_projected[place], m_records ? m_pass->recorder : nullptr);
    }

    bool filtered(Place place) const { return m_projected[place].filter.has_value(); }

    // A filter's input is rebuilt from the projection's output, and that from the difference of two rows of the
    // residual stream; in 16 bits the difference has too few digits left.
    void keep_if_rounded(Place place, const at::Tensor& y) {
        if (filtered(place) && y.scalar_type() == at::kBFloat16)
            (place == O ? m_o : m_down) = y.clone();
    }

    void filter_block(at::Tensor& out) {
        RECORD_FUNCTION("loratrf.adapter", {});
        m_block.filter = filter_of(m_layer.block->filter);
        m_block.filtered = ops::add_filtered(out, *m_block.filter);
        if (!m_pass->recorder)
            return;
        m_pass->recorder->add_filter(m_layer.block->site, ops::filter_strength(m_block.filtered));
        if (!m_pass->recorder->wants_ratio())
            return;
        const at::Tensor term =
            ops::filter_term(m_pass->recorder->sample(m_block.filtered), *m_block.filter).to(out.scalar_type());
        m_pass->recorder->add_sampled_ratio(m_layer.block->site, term, m_pass->recorder->sample(out) - term);
    }

    at::Tensor feed_forward_backward(const at::Tensor& dout, std::array<ProjectionGradient, 7>& grads) {
        at::Tensor down = m_down;
        if (filtered(Down) && !down.defined())
            down = m_out - m_middle;
        m_out.reset();
        at::Tensor dproduct;
        grads[Down] = loratrf::backward(m_layer.linears[Down], m_projected[Down], ops::swiglu_rows(m_gate, m_up), down,
                                        dout, &dproduct);
        // A filter needs what it saw beside the gradient; else that takes its place.
        at::Tensor dgate = filtered(Gate) ? at::empty_like(m_gate) : m_gate,
                   dup = filtered(Up) ? at::empty_like(m_up) : m_up;
        ops::swiglu_rows_backward(dproduct, m_gate, m_up, dgate, dup);
        dproduct.reset();
        const ops::Normalised y = ops::rms_norm_rows(m_middle, m_layer.post_norm, m_layer.norm_eps);
        at::Tensor dy;
        grads[Gate] = loratrf::backward(m_layer.linears[Gate], m_projected[Gate], y.y, m_gate, dgate, &dy);
        m_gate.reset();
        grads[Up] = loratrf::backward(m_layer.linears[Up], m_projected[Up], y.y, m_up, dup, &dy);
        m_up.reset();
        return ops::rms_norm_rows_backward(dy, m_middle, m_layer.post_norm, y.inverse, dout);
    }

    at::Tensor attention_backward(const at::Tensor& dmiddle, bool input_gradient,
                                  std::array<ProjectionGradient, 7>& grads) {
        at::Tensor o = m_o;
        if (filtered(O) && !o.defined())
            o = m_middle - m_h;
        m_middle.reset();
        at::Tensor dattended;
        grads[O] = loratrf::backward(m_layer.linears[O], m_projected[O], m_attended.out, o, dmiddle, &dattended);
        ops::AttentionGradient d = attend_backward(dattended);
        m_attended = {};
        const at::Tensor x = ops::rms_norm_rows(m_h, m_layer.input_norm, m_layer.norm_eps).y;
        at::Tensor dx, *wanted = input_gradient ? &dx : nullptr;
        grads[Q] = loratrf::backward(m_layer.linears[Q], m_projected[Q], x, m_q, d.q, wanted);
        grads[K] = loratrf::backward(m_layer.linears[K], m_projected[K], x, m_k, d.k, wanted);
        grads[V] = loratrf::backward(m_layer.linears[V], m_projected[V], x, m_v, d.v, wanted);
        m_q.reset();
        m_k.reset();
        m_v.reset();
        if (!input_gradient)
            return {};
        return ops::rms_norm_rows_backward(dx, m_h, m_layer.input_norm, m_input_inverse, dmiddle);
    }

    // Each head's rows normed; without a norm the rows themselves.
    ops::Normalised normed(const at::Tensor& x, const at::Tensor& norm) const {
        if (!norm.defined())
            return {x, {}};
        ops::Normalised heads = ops::rms_norm_rows(x.view({-1, m_layer.head_dim}), norm, m_layer.norm_eps);
        heads.y = heads.y.view_as(x);
        return heads;
    }
    at::Tensor normed_backward(const at::Tensor& dy, const at::Tensor& x, const at::Tensor& norm,
                               const at::Tensor& inverse) const {
        if (!norm.defined())
            return dy;
        const auto heads = [this](const at::Tensor& rows) { return rows.view({-1, m_layer.head_dim}); };
        return ops::rms_norm_rows_backward(heads(dy), heads(x), norm, inverse, {}).view_as(x);
    }

    bool tiled() const { return m_q.scalar_type() != at::kDouble && ops::has_causal_attention(); }
    ops::AttentionInput attention_input(const at::Tensor& q, const at::Tensor& k) const {
        return {q,
                k,
                m_v,
                m_pass->cosine,
                m_pass->sine,
                m_pass->offsets,
                m_layer.heads,
                m_layer.kv_heads,
                m_layer.head_dim,
                m_layer.window};
    }

    ops::AttentionOutput attend() const {
        const at::Tensor q = normed(m_q, m_layer.q_norm).y, k = normed(m_k, m_layer.k_norm).y;
        return tiled() ? ops::causal_attention(attention_input(q, k)) : ops::AttentionOutput{flash(q, k, m_v), {}};
    }

    ops::AttentionGradient attend_backward(const at::Tensor& dout) const {
        const ops::Normalised q = normed(m_q, m_layer.q_norm), k = normed(m_k, m_layer.k_norm);
        ops::AttentionGradient d = tiled() ? ops::causal_attention_backward(attention_input(q.y, k.y), m_attended, dout)
                                           : flash_backward(q.y, k.y, dout);
        d.q = normed_backward(d.q, m_q, m_layer.q_norm, q.inverse);
        d.k = normed_backward(d.k, m_k, m_layer.k_norm, k.inverse);
        return d;
    }

    ops::AttentionGradient flash_backward(const at::Tensor& normed_q, const at::Tensor& normed_k,
                                          const at::Tensor& dout) const {
        const at::AutoGradMode on(true); // computed again, this time with autograd
        const auto leaf = [](const at::Tensor& x) { return x.detach().requires_grad_(); };
        const at::Tensor q = leaf(normed_q), k = leaf(normed_k), v = leaf(m_v);
        const std::vector<at::Tensor> grads = torch::autograd::grad({flash(q, k, v)}, {q, k, v}, {dout});
        return {grads[0].contiguous(), grads[1].contiguous(), grads[2].contiguous()};
    }

    // ATen's attention, for doubles and for CPUs without our tile products.
    at::Tensor flash(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) const {
        const int64_t tokens = q.size(0), d = m_layer.head_dim;
        return ops::packed_attention(ops::rope(q.view({tokens, m_layer.heads, d}), m_pass->cosine, m_pass->sine),
                                     ops::rope(k.view({tokens, m_layer.kv_heads, d}), m_pass->cosine, m_pass->sine),
                                     v.view({tokens, m_layer.kv_heads, d}), m_pass->offsets, m_layer.window);
    }

    DecoderLayer m_layer;
    std::shared_ptr<const LayerPass> m_pass;
    std::array<Projected, 7> m_projected;
    Projected m_block;
    at::Tensor m_h, m_input_inverse, m_q, m_k, m_v, m_middle, m_gate, m_up, m_out;
    at::Tensor m_o, m_down; // only where keep_if_rounded says so
    ops::AttentionOutput m_attended;
    bool m_records = true; // not what is computed again
};

struct LayerNode : torch::autograd::Function<LayerNode> {
    static at::Tensor forward(torch::autograd::AutogradContext* context, const at::Tensor& h,
                              at::TensorList /*parameters*/, c10::intrusive_ptr<LayerWork> work) {
        const at::Tensor out = work->forward(h.detach());
        context->saved_data["work"] = c10::IValue::make_capsule(work);
        return out;
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list grads) {
        const auto work = c10::static_intrusive_pointer_cast<LayerWork>(context->saved_data["work"].toCapsule());
        context->saved_data.clear(); // its memory goes with this pass
        std::vector<at::Tensor> list = work->backward(grads[0].contiguous(), context->needs_input_grad(0));
        list.emplace_back(); // of `work`
        return list;
    }
};

} // namespace

at::Tensor decoder_layer(const DecoderLayer& layer, const at::Tensor& h, const std::shared_ptr<const LayerPass>& pass) {
    auto work = c10::make_intrusive<LayerWork>(layer, pass);
    if (!at::GradMode::is_enabled())
        return work->forward(h);
    const std::vector<at::Tensor> trained = parameters(layer);
    return LayerNode::apply(h, at::TensorList(trained), std::move(work)); // a vector would not be looked into
}

} // namespace loratrf
