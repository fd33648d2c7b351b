#pragma once
// Which rows are trained on, how they become tokens, and what is wrong with them.

#include "backend/api/engine.h"
#include "ui/widgets/card.h"

#include <QPointer>
#include <QTimer>

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace loratrf {

class DataFiles;
class DataReportView;
class DataRoles;
class DropField;
class Form;
class MessageStrip;
class NumberSpin;
class RowBrowser;
class RowFiles;
class StudioBackend;
class TokenView;

class DataCard : public Card {
    Q_OBJECT

public:
    explicit DataCard(StudioBackend& backend, QWidget* parent = nullptr);

    void read(const TrainOptions& options);  // options -> form
    void write(TrainOptions& options) const; // form -> options
    void setPaths(const QString& file, const QString& evalFile);
    void setModel(const QString& path); // empty: no usable model yet
    bool setProblem(const QString& field, const QString& text, bool warning);
    void clearProblems();

Q_SIGNALS:
    void changed();

private:
    Form* makeAdvanced();
    void makePreview();
    void listenToBackend();
    DataOptions dataOptions() const;
    void touched();
    void askForFields();
    void askForLeakage();
    RowBrowser* browse(); // null without a file
    void ask();
    void showRow(int index);
    void showEmpty(const QString& why);

    StudioBackend& m_backend;
    RowFiles& m_rowFiles;
    DropField *m_data, *m_eval;
    NumberSpin* m_share;
    QComboBox *m_shape, *m_overLength;
    QSpinBox* m_maxLength;
    QCheckBox *m_onPrompt, *m_special;
    QPlainTextEdit* m_system;
    Form *m_form, *m_advanced;
    DataFiles* m_more;
    DataRoles* m_roles;
    Fold *m_fold, *m_rolesFold;
    MessageStrip* m_strip;
    QWidget* m_preview;
    TokenView* m_tokens;
    TextLabel* m_rowText;
    QPushButton *m_previous, *m_next, *m_browse;
    DataReportView* m_report;
    QTimer m_wait;

    QString m_model;
    DataOptions m_options; // what the form does not show, kept as it came
    std::vector<PreviewRow> m_rows;
    int m_row = 0;
    QString m_asked;
    std::optional<DataReport> m_known; // of that file
    QPointer<RowBrowser> m_browser;
    int m_fieldsAsked = 0, m_leakageAsked = 0; // questions
    QString m_leakageKey;                      // what the last one was about
};

} // namespace loratrf
