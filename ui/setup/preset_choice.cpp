#include "ui/setup/preset_choice.h"

#include "ui/widgets/words.h"

#include <QCoreApplication>
#include <QJsonObject>

namespace loratrf {

namespace {

QString translated(const char* text, int n = -1) {
    return QCoreApplication::translate("loratrf::PresetChoice", text, nullptr, n);
}

bool isWithin(std::optional<int64_t> found, std::optional<double> from, std::optional<double> below) {
    if (!from && !below) {
        return true;
    }
    return found && (!from || static_cast<double>(*found) >= *from) && (!below || static_cast<double>(*found) < *below);
}

// The more, the less the others matter; 0: nothing is asked.
int weightOf(const Suits& suits) {
    return (suits.pairs ? 8 : 0) + (suits.memoryShort ? 4 : 0) + (suits.rowsBelow || suits.rowsFrom ? 2 : 0) +
           (suits.parametersBelow || suits.parametersFrom ? 1 : 0);
}

bool holds(const Suits& suits, const Situation& now) {
    return (!suits.pairs || now.pairs == suits.pairs) &&
           (!suits.memoryShort || now.memoryFits == !*suits.memoryShort) &&
           isWithin(now.rows, suits.rowsFrom, suits.rowsBelow) &&
           isWithin(now.parameters, suits.parametersFrom, suits.parametersBelow);
}

// Of what is asked that which weighs most.
QString reasonOf(const Suits& suits, const Situation& now) {
    if (suits.pairs) {
        return *suits.pairs ? translated(QT_TRANSLATE_NOOP("loratrf::PresetChoice", "suits your preference pairs"))
                            : translated(QT_TRANSLATE_NOOP("loratrf::PresetChoice", "suits rows that are no pairs"));
    }
    if (suits.memoryShort) {
        return *suits.memoryShort
                   ? translated(QT_TRANSLATE_NOOP("loratrf::PresetChoice", "suits the little memory that is free"))
                   : translated(QT_TRANSLATE_NOOP("loratrf::PresetChoice", "suits the memory that is free"));
    }
    if (suits.rowsBelow || suits.rowsFrom) {
        return translated(QT_TRANSLATE_N_NOOP("loratrf::PresetChoice", "suits your %n row(s)"),
                          static_cast<int>(now.rows.value_or(0)));
    }
    return translated(QT_TRANSLATE_NOOP("loratrf::PresetChoice", "suits a model of %1 parameters"))
        .arg(shortCountText(now.parameters.value_or(0)));
}

QString unreadLine(const QString& key, const QString& why) {
    return translated(QT_TRANSLATE_NOOP("loratrf::PresetChoice", "%1: %2")).arg(key, why);
}

} // namespace

Suits readSuits(const QJsonObject& preset) {
    Suits suits;
    const QJsonValue given = preset.value("preset").toObject().value("suits");
    if (given.isUndefined()) {
        return suits;
    }
    const auto expected = [&suits](const QString& key, const char* what) {
        suits.unread << unreadLine(key, translated(what));
    };
    if (!given.isObject()) {
        expected("preset.suits", QT_TRANSLATE_NOOP("loratrf::PresetChoice", "an object is expected"));
        return suits;
    }
    const auto number = [&](const QString& key, const QJsonValue& value, std::optional<double>& field) {
        if (value.isDouble()) {
            field = value.toDouble();
        } else {
            expected(key, QT_TRANSLATE_NOOP("loratrf::PresetChoice", "a number is expected"));
        }
    };
    const auto flag = [&](const QString& key, const QJsonValue& value, std::optional<bool>& field) {
        if (value.isBool()) {
            field = value.toBool();
        } else {
            expected(key, QT_TRANSLATE_NOOP("loratrf::PresetChoice", "true or false is expected"));
        }
    };
    const QJsonObject conditions = given.toObject();
    for (auto item = conditions.begin(); item != conditions.end(); ++item) {
        const QString name = item.key(), key = "preset.suits." + name;
        if (name == "rows_below") {
            number(key, item.value(), suits.rowsBelow);
        } else if (name == "rows_from") {
            number(key, item.value(), suits.rowsFrom);
        } else if (name == "parameters_below") {
            number(key, item.value(), suits.parametersBelow);
        } else if (name == "parameters_from") {
            number(key, item.value(), suits.parametersFrom);
        } else if (name == "pairs") {
            flag(key, item.value(), suits.pairs);
        } else if (name == "memory_short") {
            flag(key, item.value(), suits.memoryShort);
        } else {
            expected(key, QT_TRANSLATE_NOOP("loratrf::PresetChoice", "there is no such condition"));
        }
    }
    return suits;
}

PresetChoice choosePreset(const std::vector<Suits>& presets, const Situation& situation) {
    PresetChoice choice;
    int most = 0;
    for (std::size_t i = 0; i < presets.size(); ++i) {
        const Suits& suits = presets[i];
        const int weight = weightOf(suits);
        const bool made = weight > 0 && suits.unread.isEmpty() && holds(suits, situation);
        choice.reasons.push_back(made ? reasonOf(suits, situation) : QString());
        if (made && weight > most) {
            most = weight;
            choice.best = i;
        }
    }
    return choice;
}

} // namespace loratrf
