#include "backend/train/step_batches.h"

namespace loratrf {

StepBatches::Step StepBatches::of(int64_t step, const TrainOptions& now) {
    const int64_t epoch = step / m_steps_per_epoch;
    if (std::pair key(epoch, now.token_budget); key != m_plan_key) {
        m_plan = plan_training_epoch(m_data, now, epoch, m_share_prefix);
        m_plan_key = key;
    }
    Step made;
    for (const std::vector<int64_t>& micro : m_plan[static_cast<size_t>(step % m_steps_per_epoch)]) {
        made.batches.push_back(pack(m_data.train, micro, m_share_prefix));
        made.tokens += made.batches.back().data_tokens();
        made.supervised += made.batches.back().supervised();
        made.rows.insert(made.rows.end(), micro.begin(), micro.end());
    }
    return made;
}

} // namespace loratrf
