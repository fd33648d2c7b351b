#include "ui/setup/row_view.h"

#include "ui/setup/row_files.h"
#include "ui/widgets/card.h"
#include "ui/widgets/engine_text.h"
#include "ui/widgets/text_tabs.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/token_view.h"
#include "ui/widgets/words.h"

#include <QCheckBox>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStackedWidget>

namespace loratrf {

RowView::RowView(RowFiles& files, int id, const QString& model, const DataOptions& options, QWidget* parent)
    : QWidget(parent), m_files(files), m_id(id), m_model(model), m_options(options), m_tabs(new TextTabs),
      m_stack(new QStackedWidget), m_about(new TextLabel({}, TextLabel::Rank::Muted)), m_ids(new QCheckBox),
      m_tokens(new TokenView), m_text(new QPlainTextEdit), m_leaveOut(new QPushButton), m_restore(new QPushButton) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    m_tabs->setObjectName("rowTabs");
    m_tabs->setAccessibleName(tr("Ways to see the row"));
    m_tabs->addTab(tr("As tokens"));
    m_tabs->addTab(tr("As it stands in the file"));
    layout->addWidget(m_tabs);
    m_about->setObjectName("rowAbout");
    layout->addWidget(m_about);
    m_stack->addWidget(makeTokens());
    m_stack->addWidget(makeText());
    layout->addWidget(m_stack, 1);
    clear(tr("Choose a row above."));

    m_soon.setSingleShot(true);
    m_soon.setInterval(300);
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    connect(m_ids, &QCheckBox::toggled, m_tokens, &TokenView::setShowIds);
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_loading && m_row >= 0) {
            m_isChange = m_text->toPlainText() != m_original;
            m_isLeftOut = false;
            showState();
            m_soon.start();
            if (m_isChange) {
                Q_EMIT changed(m_row, m_text->toPlainText());
            } else {
                Q_EMIT restored(m_row);
            }
        }
    });
    connect(&m_soon, &QTimer::timeout, this, [this] {
        if (m_row >= 0 && !m_model.isEmpty()) {
            m_files.showChange(m_id, m_row, m_text->toPlainText(), m_model, m_options);
        }
    });
    connect(m_leaveOut, &QPushButton::clicked, this, [this] {
        setText(m_original, false);
        m_isLeftOut = true;
        showState();
        Q_EMIT leftOut(m_row);
    });
    connect(m_restore, &QPushButton::clicked, this, [this] {
        setText(m_original, false);
        m_isLeftOut = false;
        showState();
        m_soon.start();
        Q_EMIT restored(m_row);
    });
    connect(&files, &RowFiles::wholeRead, this, [this](int answered, qint64 row, const QString& text) {
        if (answered == m_id && row == m_row) {
            m_original = text;
            if (!m_isChange) {
                setText(text, false);
            }
            m_text->setReadOnly(false);
            showState();
        }
    });
    connect(&files, &RowFiles::shown, this, [this](int answered, qint64 row, const PreviewRow& seen) {
        if (answered != m_id || row != m_row) {
            return;
        }
        if (seen.tokens.empty()) {
            m_tokens->clearRow(tr("This row cannot be used: %1").arg(engineText(seen.error)));
        } else {
            m_tokens->setRow(seen);
        }
        const QString line = countText(seen.line), tokens = countText(static_cast<int64_t>(seen.tokens.size()));
        const QString rejected = countText(static_cast<int64_t>(seen.rejected.size()));
        const QString trained = countText(m_tokens->supervisedCount());
        const QString counts = seen.rejected.empty()
                                   ? tr("Line %1: %2 tokens, %3 of them trained on.").arg(line, tokens, trained)
                                   : tr("Line %1: a pair of %2 and %3 tokens, %4 of them trained on.")
                                         .arg(line, tokens, rejected, trained);
        m_about->setRank(seen.error.empty() ? TextLabel::Rank::Muted : TextLabel::Rank::Problem);
        m_about->setText(seen.error.empty() ? counts : tr("Line %1 is not used: %2").arg(line, engineText(seen.error)));
    });
}

QWidget* RowView::makeTokens() {
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    auto* line = new QHBoxLayout;
    line->addWidget(new TextLabel(tr("Coloured and underlined: trained on. Grey: only read."), TextLabel::Rank::Muted),
                    1);
    m_ids->setText(tr("Token &ids"));
    m_ids->setObjectName("showIds");
    m_ids->setToolTip(tr("Write behind each token its number in the model's vocabulary; useful to check a template"));
    line->addWidget(m_ids);
    layout->addLayout(line);
    m_tokens->setObjectName("browserTokens");
    m_tokens->setAccessibleName(tr("The row as tokens"));
    layout->addWidget(m_tokens, 1);
    return page;
}

QWidget* RowView::makeText() {
    auto* page = new QWidget;
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    m_text->setObjectName("rowSource");
    m_text->setAccessibleName(tr("The row as it stands in the file"));
    m_text->setToolTip(tr("Change it here to mend it; the file itself stays as it is, a copy takes the changes"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setTabChangesFocus(true);
    layout->addWidget(m_text, 1);
    auto* line = new QHBoxLayout;
    m_leaveOut->setText(tr("Lea&ve this row out"));
    m_leaveOut->setObjectName("leaveOut");
    m_leaveOut->setToolTip(tr("The corrected copy is written without this row"));
    m_restore->setText(tr("&Undo the change"));
    m_restore->setObjectName("restoreRow");
    m_restore->setToolTip(tr("The row stays as it is in the file"));
    m_leaveOut->setAutoDefault(false);
    m_restore->setAutoDefault(false);
    line->addWidget(m_leaveOut);
    line->addWidget(m_restore);
    line->addStretch();
    layout->addLayout(line);
    return page;
}

void RowView::setText(const QString& text, bool isChange) {
    m_loading = true;
    m_text->setPlainText(text);
    m_loading = false;
    m_isChange = isChange;
}

void RowView::showState() {
    m_leaveOut->setEnabled(m_row >= 0 && !m_isLeftOut);
    m_restore->setEnabled(m_row >= 0 && (m_isChange || m_isLeftOut));
    if (m_isLeftOut) {
        m_about->setRank(TextLabel::Rank::Muted);
        m_about->setText(tr("This row is left out of the corrected copy."));
    }
}

void RowView::setRow(int64_t row, const std::optional<std::optional<std::string>>& change) {
    m_soon.stop();
    m_row = row;
    m_isLeftOut = change && !*change;
    m_original.clear();
    setText(change && *change ? qs(**change) : QString(), change && *change);
    m_text->setReadOnly(true); // until the row is there
    m_about->setRank(TextLabel::Rank::Muted);
    m_about->setText({});
    showState();
    m_files.readWhole(m_id, row);
    if (m_model.isEmpty()) {
        m_tokens->clearRow(tr("Choose a model to see the rows as its tokens."));
        m_tabs->setCurrentIndex(1);
    } else if (m_isChange) {
        m_files.showChange(m_id, row, m_text->toPlainText(), m_model, m_options);
    } else {
        m_files.show(m_id, row, m_model, m_options);
    }
}

void RowView::setOptions(const QString& model, const DataOptions& options) {
    m_model = model;
    m_options = options;
}

void RowView::clear(const QString& why) {
    m_row = -1;
    m_isChange = m_isLeftOut = false;
    setText({}, false);
    m_text->setReadOnly(true);
    m_tokens->clearRow(why);
    m_about->setText({});
    showState();
}

} // namespace loratrf
