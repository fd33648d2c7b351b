#pragma once
// One row of an open file: as the model sees it, and as it stands in the file, where it can be changed.

#include "backend/api/engine.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QCheckBox;
class QPlainTextEdit;
class QPushButton;
class QStackedWidget;

namespace loratrf {

class RowFiles;
class TextLabel;
class TextTabs;
class TokenView;

class RowView : public QWidget {
    Q_OBJECT

public:
    // `model` may be empty: then there are no tokens to show.
    RowView(RowFiles& files, int id, const QString& model, const DataOptions& options, QWidget* parent = nullptr);

    // `change`: what stands in the row's place, null: nothing does as yet; an empty optional inside: it is left out.
    void setRow(int64_t row, const std::optional<std::optional<std::string>>& change);
    void clear(const QString& why);
    void setOptions(const QString& model, const DataOptions& options); // for the rows set from now on

Q_SIGNALS:
    void changed(int64_t row, const QString& text);
    void leftOut(int64_t row);
    void restored(int64_t row);

private:
    QWidget* makeTokens();
    QWidget* makeText();
    void setText(const QString& text, bool isChange);
    void showState();

    RowFiles& m_files;
    int m_id;
    QString m_model;
    DataOptions m_options;
    int64_t m_row = -1;
    bool m_loading = false; // the text is set by the program
    bool m_isChange = false, m_isLeftOut = false;
    QString m_original;
    TextTabs* m_tabs;
    QStackedWidget* m_stack;
    TextLabel* m_about;
    QCheckBox* m_ids;
    TokenView* m_tokens;
    QPlainTextEdit* m_text;
    QPushButton *m_leaveOut, *m_restore;
    QTimer m_soon;
};

} // namespace loratrf
