// Templates of our own for models that bring none, in the formats that the vendors' model cards document.
// "alpaca" is the prompt of the Stanford Alpaca data set; "plain" only separates the turns.

#include "backend/text/chat_template.h"

#include <utility>

namespace loratrf {

namespace {

const std::vector<std::pair<std::string, std::string>>& presets() {
    static const std::vector<std::pair<std::string, std::string>> table = {
        {"chatml", R"({%- for message in messages %}
{{- '<|im_start|>' + message.role + '\n' + message.content + '<|im_end|>\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '<|im_start|>assistant\n' }}
{%- endif %}
)"},
        {"llama3", R"({{- bos_token }}
{%- for message in messages %}
{{- '<|start_header_id|>' + message.role + '<|end_header_id|>\n\n' + message.content | trim + '<|eot_id|>' }}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '<|start_header_id|>assistant<|end_header_id|>\n\n' }}
{%- endif %}
)"},
        // No system role: its text opens the first user turn.
        {"gemma", R"({{- bos_token }}
{%- set ns = namespace(system='') %}
{%- for message in messages %}
{%- if message.role == 'system' %}
{%- set ns.system = message.content | trim + '\n\n' %}
{%- else %}
{{- '<start_of_turn>' + ('model' if message.role == 'assistant' else message.role) + '\n' }}
{%- if message.role == 'user' %}
{{- ns.system }}
{%- set ns.system = '' %}
{%- endif %}
{{- message.content | trim + '<end_of_turn>\n' }}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '<start_of_turn>model\n' }}
{%- endif %}
)"},
        {"mistral", R"({{- bos_token }}
{%- set ns = namespace(system='') %}
{%- for message in messages %}
{%- if message.role == 'system' %}
{%- set ns.system = message.content + '\n\n' %}
{%- elif message.role == 'user' %}
{{- '[INST] ' + ns.system + message.content + ' [/INST]' }}
{%- set ns.system = '' %}
{%- elif message.role == 'assistant' %}
{{- ' ' + message.content | trim + eos_token }}
{%- else %}
{{- raise_exception('this format knows the roles system, user and assistant') }}
{%- endif %}
{%- endfor %}
)"},
        {"phi3", R"({%- for message in messages %}
{{- '<|' + message.role + '|>\n' + message.content + '<|end|>\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '<|assistant|>\n' }}
{%- endif %}
)"},
        {"zephyr", R"({%- for message in messages %}
{{- '<|' + message.role + '|>\n' + message.content + eos_token + '\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '<|assistant|>\n' }}
{%- endif %}
)"},
        {"alpaca", R"({{- bos_token }}
{%- if not messages or messages[0].role != 'system' %}
{{- 'Below is an instruction that describes a task. Write a response that appropriately completes the request.\n\n' }}
{%- endif %}
{%- for message in messages %}
{%- if message.role == 'system' %}
{{- message.content + '\n\n' }}
{%- elif message.role == 'user' %}
{{- '### Instruction:\n' + message.content + '\n\n' }}
{%- elif message.role == 'assistant' %}
{{- '### Response:\n' + message.content + eos_token + '\n\n' }}
{%- else %}
{{- raise_exception('this format knows the roles system, user and assistant') }}
{%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
{{- '### Response:\n' }}
{%- endif %}
)"},
        {"plain", R"({{- bos_token }}
{%- for message in messages %}
{{- message.role | capitalize + ': ' + message.content + (eos_token if message.role == 'assistant' else '') + '\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
{{- 'Assistant:' }}
{%- endif %}
)"},
    };
    return table;
}

} // namespace

const std::vector<std::string>& preset_template_names() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all;
        for (const auto& preset : presets())
            all.push_back(preset.first);
        return all;
    }();
    return names;
}

const std::string& preset_template(const std::string& name) {
    for (const auto& preset : presets())
        if (preset.first == name)
            return preset.second;
    std::string known;
    for (const std::string& candidate : preset_template_names())
        known += (known.empty() ? "" : ", ") + candidate;
    throw Error(ErrorCode::InvalidOption, "there is no chat template '" + name + "'; known are " + known);
}

} // namespace loratrf
