#pragma once
// What stands in the form of a comparison, as plain values: the request it makes, why none can begin, the words for it.

#include "backend/api/compare.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QString>
#include <QStringList>
#include <QVariantMap>

#include <utility>

namespace loratrf {

class ComparisonPlan {
    Q_DECLARE_TR_FUNCTIONS(ComparisonPlan)

public:
    explicit ComparisonPlan(std::vector<MethodInfo> known) : m_known(std::move(known)) {}

    QStringList methods; // keys of those that are ticked
    Budget budget = Budget::Params;
    double seconds = 300; // of steps in a trial, with Budget::Time
    int seeds = 3;
    QString ranks, rates; // as typed
    bool everyRate = false;
    double testShare = 0.2;
    bool generate = false;
    QString folder;

    // Model, rows and recipe of all trials, and the project folder below which the comparison's is made.
    void setBase(const TrainOptions& base, const QString& projectFolder);
    void renewFolder(const QDateTime& now = QDateTime::currentDateTime()); // for another comparison

    CompareOptions options() const;
    QString problem() const; // why no comparison can begin; empty: it can
    bool byTime() const { return budget == Budget::Time; }
    bool hasSeveralRates() const; // so that each can have a row of its own

    QString baseText() const; // what is compared on which rows
    QString rankHint() const; // what holds where none is typed
    QString rateHint() const;
    QString workText() const; // how many trainings, and how long they take where a clock ends each

    // What is remembered for a project: all but base and folder. Where `kept` lacks a number it stays as it is.
    QVariantMap kept() const;
    void restore(const QVariantMap& kept);

private:
    std::vector<MethodInfo> m_known;
    TrainOptions m_base;
};

QString comparisonsFolder(const QString& projectFolder); // comparisons are made below it

} // namespace loratrf
