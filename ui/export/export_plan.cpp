#include "ui/export/export_plan.h"

#include "ui/widgets/engine_text.h"
#include "ui/widgets/words.h"

#include <algorithm>

namespace loratrf {

void ExportPlan::setForesight(const ExportForesight& foresight) {
    m_foresight = foresight;
    m_unforeseeable.clear();
}

void ExportPlan::setUnforeseeable(const QString& why) {
    m_foresight.reset();
    m_unforeseeable = why;
}

void ExportPlan::forget() {
    m_foresight.reset();
    m_unforeseeable.clear();
}

ExportRequest ExportPlan::request() const {
    ExportRequest request;
    request.model = run.toStdString();
    request.to = folder.toStdString();
    request.kind = kind;
    const ExportChoice* chosen = choice();
    if (chosen != nullptr && std::ranges::count(chosen->types, type.toStdString()) > 0) {
        request.type = type.toStdString();
    }
    if (needsPrompt()) {
        request.prompt = prompt.trimmed().toStdString();
    }
    request.verify = verify;
    return request;
}

const ExportChoice* ExportPlan::choice(ExportKind of) const {
    if (!m_foresight) {
        return nullptr;
    }
    const auto found = std::ranges::find(m_foresight->choices, of, &ExportChoice::kind);
    return found == m_foresight->choices.end() ? nullptr : &*found;
}

bool ExportPlan::needsPrompt() const {
    const ExportChoice* chosen = choice();
    return chosen != nullptr && chosen->needs_prompt;
}

QString ExportPlan::whyNot(ExportKind of) const {
    const ExportChoice* one = choice(of);
    return one == nullptr ? QString() : engineText(one->why_not);
}

QString ExportPlan::obstacle() const {
    if (!m_unforeseeable.isEmpty()) {
        return m_unforeseeable;
    }
    if (!whyNot(kind).isEmpty()) {
        return whyNot(kind);
    }
    if (needsPrompt() && prompt.trimmed().isEmpty()) {
        return tr("Write the one prompt that the files shall be right for.");
    }
    if (folder.isEmpty()) {
        return tr("Choose a folder first.");
    }
    if (!m_foresight) {
        return tr("Looking at the run…");
    }
    return engineText(m_foresight->problem);
}

QString ExportPlan::spaceText() const {
    if (!m_foresight || m_foresight->bytes == 0) {
        return {};
    }
    const QString size = sizeText(m_foresight->bytes);
    QString text =
        m_foresight->free_bytes >= 0
            ? tr("Takes about %1 on the disk, where %2 are free.").arg(size, sizeText(m_foresight->free_bytes))
            : tr("Takes about %1 on the disk.").arg(size);
    if (m_foresight->memory_bytes > 0) {
        text +=
            QLatin1Char(' ') + tr("The work needs about %1 of memory, of which %2 are free.")
                                   .arg(sizeText(m_foresight->memory_bytes), sizeText(m_foresight->free_memory_bytes));
    }
    return text;
}

bool ExportPlan::tooLittleSpace() const {
    return m_foresight && ((m_foresight->free_bytes >= 0 && m_foresight->free_bytes < m_foresight->bytes) ||
                           m_foresight->free_memory_bytes < m_foresight->memory_bytes);
}

QString ExportPlan::title(ExportKind kind) {
    switch (kind) {
    case ExportKind::Adapter:
        return tr("&Adapter");
    case ExportKind::MergedHf:
        return tr("&Merged model, Hugging Face folder");
    case ExportKind::GgufModel:
        return tr("Merged model, &GGUF file");
    case ExportKind::GgufLora:
        return tr("Adapter, GG&UF file");
    }
    return {};
}

QString ExportPlan::sentence(ExportKind kind) {
    switch (kind) {
    case ExportKind::Adapter:
        return tr("What was trained and nothing else; the base model is needed beside it. PEFT opens it where it knows "
                  "the method.");
    case ExportKind::MergedHf:
        return tr("A whole model that transformers, vLLM and others open without knowing of adapters.");
    case ExportKind::GgufModel:
        return tr("A whole model in one file, with its chat template, for llama.cpp and programs built on it.");
    case ExportKind::GgufLora:
        return tr("A small file that llama.cpp applies to the base model's GGUF file.");
    }
    return {};
}

QString ExportPlan::typeText(const QString& type) {
    if (type == QLatin1String("q8_0")) {
        return tr("q8_0 (8 bits, half the size of fp16)");
    }
    if (type == QLatin1String("fp32")) {
        return tr("fp32 (exact, twice the size)");
    }
    return type;
}

QString ExportPlan::verdict(const ExportResult& result) {
    if (!result.verified) {
        return {};
    }
    const QString same =
        tr("Read back and compared: logits differ by at most %1 of the largest, and the likeliest next "
           "token is the same at %2 of %3 places.")
            .arg(percentText(result.difference), countText(result.tokens_equal), countText(result.tokens_compared));
    if (!result.has_adapter) {
        return same;
    }
    const QString rounding =
        result.within_rounding
            ? QLatin1Char(' ') + tr("Rounding alone is to blame: every weight is right, but the type is too coarse to "
                                    "hold so small a change as it is. A finer type holds it better.")
            : QString();
    return same + QLatin1Char(' ') +
           (result.proved()
                ? tr("The adapter moves the logits by %1 of their size, and %2 of that is found in the files.")
                      .arg(percentText(result.change), percentText(result.kept))
                : tr("The adapter moves the logits by too little to be measured: files without it would look the "
                     "same.")) +
           rounding;
}

} // namespace loratrf
