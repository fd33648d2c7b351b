#include "ui/library/comparison_plan.h"

#include "ui/widgets/words.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>
#include <QRegularExpression>

#include <algorithm>

namespace loratrf {

namespace {

const auto comparisons = QStringLiteral("comparisons");

QStringList rateTexts(const QString& text) {
    // Where a comma is the decimal mark, one with a number right behind it is no separator.
    const bool commas = QLocale().decimalPoint() == QLatin1String(",");
    return text.split(QRegularExpression(commas ? QStringLiteral("[;\\s]+|,\\s+") : QStringLiteral("[;,\\s]+")),
                      Qt::SkipEmptyParts);
}

QStringList rankTexts(const QString& text) {
    return text.split(QRegularExpression(QStringLiteral("[;,\\s]+")), Qt::SkipEmptyParts);
}

bool isRank(const QString& text) {
    bool good = false;
    return text.toLongLong(&good) >= 1 && good;
}

bool isRate(const QString& text) {
    bool good = false;
    return numberOf(text, &good) > 0 && good;
}

// The first that is none; empty: all are.
QString wrongOne(const QStringList& texts, bool (*isOne)(const QString&)) {
    const auto wrong = std::ranges::find_if_not(texts, isOne);
    return wrong == texts.end() ? QString() : *wrong;
}

Budget budgetOf(int number) {
    for (const Budget known : {Budget::Rank, Budget::Time}) {
        if (number == int(known)) {
            return known;
        }
    }
    return Budget::Params;
}

} // namespace

QString comparisonsFolder(const QString& projectFolder) {
    return QDir(projectFolder).filePath(comparisons);
}

void ComparisonPlan::setBase(const TrainOptions& base, const QString& projectFolder) {
    m_base = base;
    folder = comparisonsFolder(projectFolder);
    renewFolder();
}

void ComparisonPlan::renewFolder(const QDateTime& now) {
    const QFileInfo last(folder);
    const QString below = last.fileName() == comparisons ? last.filePath() : last.path();
    folder = QDir(below).filePath(now.toString(QStringLiteral("yyyy-MM-dd-HHmmss")));
}

CompareOptions ComparisonPlan::options() const {
    CompareOptions options;
    options.train = m_base;
    for (const MethodInfo& method : m_known) {
        if (methods.contains(qs(method.key))) {
            options.methods.push_back(method.key);
        }
    }
    options.budget = budget;
    options.seconds = byTime() ? seconds : 0;
    options.seeds = seeds;
    for (const QString& rank : rankTexts(ranks)) {
        options.ranks.push_back(rank.toLongLong());
    }
    options.every_rate = everyRate && hasSeveralRates();
    for (const QString& rate : rateTexts(rates)) {
        options.learning_rates.push_back(numberOf(rate));
    }
    options.test_share = testShare;
    options.generate = generate;
    options.folder = folder.toStdString();
    return options;
}

QString ComparisonPlan::problem() const {
    if (m_base.model.empty() || m_base.data.empty()) {
        return tr("Choose a model and training rows on the page Set up first.");
    }
    if (const QString rank = wrongOne(rankTexts(ranks), isRank); !rank.isEmpty()) {
        return tr("Ranks are whole numbers above 0 with commas between; \"%1\" is none.").arg(rank);
    }
    if (const QString rate = wrongOne(rateTexts(rates), isRate); !rate.isEmpty()) {
        return tr("Learning rates are numbers above 0 with commas between; \"%1\" is none.").arg(rate);
    }
    if (combinations(options(), m_known).size() < 2) {
        return tr("Tick at least two methods, or one and give several ranks.");
    }
    return {};
}

bool ComparisonPlan::hasSeveralRates() const {
    return rateTexts(rates).size() > 1;
}

QString ComparisonPlan::baseText() const {
    if (m_base.model.empty() || m_base.data.empty()) {
        return tr("Choose a model and training rows on the page Set up first.");
    }
    const QString eval = m_base.eval_data.empty() ? tr("%1 of the rows").arg(numberText(100 * m_base.eval_share) + " %")
                                                  : tr("rows of %1").arg(QFileInfo(qs(m_base.eval_data)).fileName());
    return tr("All train %1 on the rows of %2 with the recipe of the page Set up, tuned on %3.")
        .arg(QFileInfo(qs(m_base.model)).fileName(), QFileInfo(qs(m_base.data)).fileName(), eval);
}

QString ComparisonPlan::rankHint() const {
    const auto rank = m_base.method_options.find("rank");
    const int64_t* value = rank != m_base.method_options.end() ? std::get_if<int64_t>(&rank->second) : nullptr;
    return value != nullptr ? tr("%1, for all").arg(*value) : tr("That of the page Set up");
}

QString ComparisonPlan::rateHint() const {
    return tr("%1, for all").arg(numberText(m_base.learning_rate));
}

QString ComparisonPlan::workText() const {
    const auto trials = int(trial_count(options(), m_known));
    const QString count = tr("%n training(s)", nullptr, trials);
    return byTime() ? tr("%1, %2 of steps").arg(count, durationText(trials * seconds)) : count;
}

QVariantMap ComparisonPlan::kept() const {
    return {{QStringLiteral("methods"), methods},     {QStringLiteral("budget"), int(budget)},
            {QStringLiteral("seconds"), seconds},     {QStringLiteral("seeds"), seeds},
            {QStringLiteral("ranks"), ranks},         {QStringLiteral("rates"), rates},
            {QStringLiteral("everyRate"), everyRate}, {QStringLiteral("testShare"), testShare},
            {QStringLiteral("generate"), generate}};
}

void ComparisonPlan::restore(const QVariantMap& kept) {
    methods = kept.value(QStringLiteral("methods")).toStringList();
    budget = budgetOf(kept.value(QStringLiteral("budget")).toInt());
    seconds = kept.value(QStringLiteral("seconds"), seconds).toDouble();
    seeds = kept.value(QStringLiteral("seeds"), seeds).toInt();
    ranks = kept.value(QStringLiteral("ranks")).toString();
    rates = kept.value(QStringLiteral("rates")).toString();
    everyRate = kept.value(QStringLiteral("everyRate")).toBool();
    testShare = kept.value(QStringLiteral("testShare"), testShare).toDouble();
    generate = kept.value(QStringLiteral("generate")).toBool();
}

} // namespace loratrf
