#include "ui/library/option_words.h"

#include "ui/widgets/engine_text.h"
#include "ui/widgets/words.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>

#include <algorithm>

namespace loratrf {

namespace {

const auto methodPrefix = QStringLiteral("method_options.");

// A text of the form, with the class that shows it there: the same words, and translated once.
struct FormText {
    const char* context;
    const char* text;

    QString shown() const { return QCoreApplication::translate(context, text).remove(QLatin1Char('&')); }
};

FormText own(const char* text) { // that the form has no field for
    return {"loratrf::OptionWords", text};
}

#define CARD(card, text)                                                                                               \
    FormText {                                                                                                         \
        "loratrf::" card, text                                                                                         \
    }

const QHash<QString, FormText>& labels() {
    static const QHash<QString, FormText> known = {
        {"model", own(QT_TRANSLATE_NOOP("loratrf::OptionWords", "Model"))},
        {"data", CARD("DataCard", "Tr&aining rows")},
        {"more_data", CARD("DataCard", "More training rows")},
        {"eval_data", CARD("DataCard", "Eval&uation rows")},
        {"eval_share", CARD("DataCard", "Share held out without such a file")},
        {"data_options.shape", CARD("DataCard", "Shape of a row")},
        {"data_options.max_length", CARD("DataCard", "Longest row, in tokens")},
        {"data_options.over_length", CARD("DataCard", "A longer row")},
        {"data_options.template_name", CARD("DataCard", "Chat template")},
        {"data_options.system_prompt", CARD("DataCard", "System message")},
        {"data_options.train_on_prompt", CARD("DataCard", "Train on the prompts too")},
        {"data_options.allow_special_in_content", CARD("DataCard", "Control tokens in messages take effect")},
        {"method", own(QT_TRANSLATE_NOOP("loratrf::OptionWords", "Method"))},
        {"adapter", own(QT_TRANSLATE_NOOP("loratrf::OptionWords", "Adapter it starts from"))},
        {"share_prefix", own(QT_TRANSLATE_NOOP("loratrf::OptionWords", "Compute equal beginnings once"))},
        {"data_options.prompt_field", own(QT_TRANSLATE_NOOP("loratrf::OptionWords", "Field of the prompt"))},
        {"data_options.answer_field", own(QT_TRANSLATE_NOOP("loratrf::OptionWords", "Field of the answer"))},
        {"data_options.rejected_field", own(QT_TRANSLATE_NOOP("loratrf::OptionWords", "Field of the rejected answer"))},
        {"data_options.system_field", own(QT_TRANSLATE_NOOP("loratrf::OptionWords", "Field of the system message"))},
        {"data_options.max_line_bytes", own(QT_TRANSLATE_NOOP("loratrf::OptionWords", "Longest line, in bytes"))},
        {"epochs", CARD("RecipeCard", "E&pochs")},
        {"learning_rate", CARD("RecipeCard", "&Learning rate")},
        {"batch_size", CARD("RecipeCard", "&Batch size")},
        {"device", CARD("RecipeCard", "&Device")},
        {"keep_best", CARD("RecipeCard", "&Keep the best weights")},
        {"schedule", CARD("RecipeCard", "Learning rate over time")},
        {"warmup", CARD("RecipeCard", "Warm-up")},
        {"min_lr_ratio", CARD("RecipeCard", "Lowest learning rate")},
        {"max_steps", CARD("RecipeCard", "Largest number of steps")},
        {"max_seconds", CARD("RecipeCard", "Longest time in seconds")},
        {"patience", CARD("RecipeCard", "Patience")},
        {"weight_decay", CARD("RecipeCard", "Weight decay")},
        {"clip_norm", CARD("RecipeCard", "Gradient clipping")},
        {"beta1", CARD("RecipeCard", "Adam beta 1")},
        {"beta2", CARD("RecipeCard", "Adam beta 2")},
        {"adam_epsilon", CARD("RecipeCard", "Adam epsilon")},
        {"max_bad_steps", CARD("RecipeCard", "Bad steps before stopping")},
        {"preference_beta", CARD("RecipeCard", "Preference strength β")},
        {"seed", CARD("RecipeCard", "Seed")},
        {"eval_every", CARD("RecipeCard", "Evaluate every … steps")},
        {"max_answer", CARD("RecipeCard", "Longest generated answer")},
        {"exact_match", CARD("RecipeCard", "Compare answers exactly")},
        {"checkpoint_every", CARD("RecipeCard", "Checkpoint every … steps")},
        {"keep_checkpoints", CARD("RecipeCard", "Checkpoints kept")},
        {"log_every", CARD("RecipeCard", "Report every … steps")},
        {"activity_every", CARD("RecipeCard", "Filter activity every … steps")},
        {"probe_every", CARD("RecipeCard", "Probe texts every … steps")},
        {"probe_texts", CARD("RecipeCard", "Probe texts")},
        {"token_budget", CARD("RecipeCard", "Tokens at a time")},
        {"recompute", CARD("RecipeCard", "Compute again")},
        {"compute", CARD("RecipeCard", "Number type")},
        {"base_weights", CARD("RecipeCard", "Base weights")},
        {"threads", CARD("RecipeCard", "Processor threads")},
    };
    return known;
}

// What the form says for a value: "key=value".
const QHash<QString, FormText>& values() {
    static const QHash<QString, FormText> known = {
        {"max_steps=0", CARD("RecipeCard", "by epochs")},
        {"max_seconds=0", CARD("RecipeCard", "no limit")},
        {"patience=0", CARD("RecipeCard", "never stop early")},
        {"clip_norm=0", CARD("RecipeCard", "off")},
        {"eval_every=0", CARD("RecipeCard", "each epoch")},
        {"checkpoint_every=0", CARD("RecipeCard", "each epoch")},
        {"probe_every=0", CARD("RecipeCard", "at evaluations")},
        {"threads=0", CARD("RecipeCard", "all")},
        {"recompute=auto", CARD("RecipeCard", "automatic")},
        {"recompute=nothing", CARD("RecipeCard", "nothing")},
        {"recompute=feed-forward", CARD("RecipeCard", "feed-forward parts")},
        {"recompute=layer", CARD("RecipeCard", "whole layers")},
        {"base_weights=unpacked", CARD("RecipeCard", "unpacked")},
        {"base_weights=stored", CARD("RecipeCard", "as stored")},
        {"share_prefix=auto", CARD("RecipeCard", "automatic")},
        {"share_prefix=off", CARD("RecipeCard", "off")},
        {"schedule=constant", CARD("RecipeFields", "constant")},
        {"schedule=linear", CARD("RecipeFields", "linear, down to the lowest")},
        {"schedule=cosine", CARD("RecipeFields", "cosine, down to the lowest")},
        {"data_options.template_name=", CARD("DataCard", "the model's own")},
        {"data_options.shape=auto", CARD("DataCard", "found by itself")},
        {"data_options.shape=messages", CARD("DataCard", "messages (role, content)")},
        {"data_options.shape=sharegpt", CARD("DataCard", "ShareGPT (from, value)")},
        {"data_options.shape=alpaca", CARD("DataCard", "Alpaca (instruction, output)")},
        {"data_options.shape=prompt-completion", CARD("DataCard", "prompt and completion")},
        {"data_options.shape=preference", CARD("DataCard", "preference pairs (chosen, rejected)")},
        {"data_options.shape=text", CARD("DataCard", "plain text")},
        {"data_options.over_length=drop", CARD("DataCard", "leave the row out")},
        {"data_options.over_length=truncate-prompt", CARD("DataCard", "cut the prompt's beginning")},
        {"data_options.over_length=truncate-end", CARD("DataCard", "cut the end")},
        {"data_options.over_length=split", CARD("DataCard", "split the row")},
        {"data_options.over_length=error", CARD("DataCard", "do not start")},
    };
    return known;
}

#undef CARD

QString plainText(const QJsonValue& value) {
    switch (value.type()) {
    case QJsonValue::String:
        return value.toString();
    case QJsonValue::Bool:
        return value.toBool() ? QCoreApplication::translate("loratrf::OptionWords", "yes")
                              : QCoreApplication::translate("loratrf::OptionWords", "no");
    case QJsonValue::Double:
        return numberText(value.toDouble(), 'g', 12);
    case QJsonValue::Array: {
        QStringList parts;
        for (const QJsonValue& part : value.toArray()) {
            parts << plainText(part);
        }
        return parts.join(QStringLiteral(", "));
    }
    default:
        return {};
    }
}

} // namespace

QString optionLabel(const QString& key, const MethodInfo* method) {
    if (key.startsWith(methodPrefix) && method != nullptr) {
        const std::string own = key.mid(methodPrefix.size()).toStdString();
        const auto option = std::ranges::find(method->options, own, &OptionSpec::key);
        return option != method->options.end() ? engineText(option->label) : key;
    }
    const auto label = labels().find(key);
    return label != labels().end() ? label->shown() : key;
}

QString optionText(const QString& key, const QJsonValue& value) {
    const QString plain = value.isDouble() ? QString::number(value.toDouble()) : value.toString();
    const auto word = values().find(key + QLatin1Char('=') + plain);
    return word != values().end() && (value.isDouble() || value.isString()) ? word->shown() : plainText(value);
}

} // namespace loratrf
