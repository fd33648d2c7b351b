#pragma once
// What the user wishes to export and what the engine foresees of it: the request, the reason it cannot start, the
// words.

#include "backend/api/export_foresight.h"

#include <QCoreApplication>
#include <QString>

#include <optional>

namespace loratrf {

class ExportPlan {
    Q_DECLARE_TR_FUNCTIONS(ExportPlan)

public:
    QString run;
    ExportKind kind = ExportKind::Adapter;
    QString type; // empty: the kind's default
    QString folder, prompt;
    bool verify = true;

    void setForesight(const ExportForesight& foresight);
    void setUnforeseeable(const QString& why); // the run cannot be exported at all
    void forget();                             // what was foreseen: of another run

    ExportRequest request() const;
    const ExportChoice* choice() const { return choice(kind); } // null: not known yet
    const ExportChoice* choice(ExportKind of) const;
    bool needsPrompt() const;
    QString whyNot(ExportKind of) const; // the method's reason against a kind; empty: possible, or not known yet
    QString obstacle() const;            // why nothing can be written now; empty: go ahead
    QString spaceText() const;           // empty: not known
    bool tooLittleSpace() const;         // on the disk or in memory

    static QString title(ExportKind kind);
    static QString sentence(ExportKind kind); // who opens it
    static QString typeText(const QString& type);
    static QString verdict(const ExportResult& result); // of the comparison; empty: none was made

private:
    std::optional<ExportForesight> m_foresight;
    QString m_unforeseeable;
};

inline constexpr ExportKind exportKinds[] = {ExportKind::Adapter, ExportKind::MergedHf, ExportKind::GgufModel,
                                             ExportKind::GgufLora};

} // namespace loratrf
