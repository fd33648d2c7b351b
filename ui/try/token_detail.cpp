#include "ui/try/token_detail.h"

#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/words.h"

#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace loratrf {

QString visibleToken(const std::string& text) {
    QString shown = qs(text);
    shown.replace('\r', QStringLiteral("␍")).replace('\t', QStringLiteral("→")).replace('\n', QStringLiteral("⏎"));
    shown.replace(' ', QStringLiteral("␣"));
    return shown.isEmpty() ? QStringLiteral("∅") : shown;
}

// The likeliest tokens, each with a bar as long as its probability.
class TokenDetail::Bars : public QWidget {
public:
    using QWidget::QWidget;

    void set(const std::vector<TokenChance>& chances, const std::string& chosen) {
        m_chances = chances;
        m_chosen = chosen;
        QStringList texts;
        for (const TokenChance& one : chances) {
            texts << QString("%1 %2").arg(visibleToken(one.text), percentText(one.probability));
        }
        setAccessibleDescription(texts.join(", "));
        updateGeometry();
        update();
    }
    QSize sizeHint() const override { return {200, static_cast<int>(m_chances.size()) * lineHeight()}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* /*event*/) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const ThemeColours& colours = themeColours(palette());
        const int line = lineHeight(), names = std::min(width() / 3, 220), figures = 90;
        for (std::size_t i = 0; i < m_chances.size(); ++i) {
            const TokenChance& one = m_chances[i];
            const int top = static_cast<int>(i) * line;
            const bool taken = one.text == m_chosen;
            QFont name = font();
            name.setBold(taken);
            painter.setFont(name);
            painter.setPen(colours.text);
            painter.drawText(QRect(0, top, names - 8, line), Qt::AlignVCenter | Qt::AlignRight,
                             QFontMetrics(name).elidedText(visibleToken(one.text), Qt::ElideRight, names - 8));
            const double room = std::max(0, width() - names - figures);
            const QRectF bar(names, top + 0.3 * line, std::max(2.0, room * one.probability), 0.4 * line);
            painter.setPen(Qt::NoPen);
            painter.setBrush(taken ? colours.accent : colours.muted);
            painter.drawRoundedRect(bar, 2, 2);
            painter.setFont(font());
            painter.setPen(colours.muted);
            painter.drawText(QRectF(bar.right() + 8, top, figures - 8, line), Qt::AlignVCenter | Qt::AlignLeft,
                             percentText(one.probability));
        }
    }

private:
    int lineHeight() const { return fontMetrics().height() + 4; }

    std::vector<TokenChance> m_chances;
    std::string m_chosen;
};

TokenDetail::TokenDetail(QWidget* parent) : QWidget(parent), m_sentence(new TextLabel({})), m_bars(new Bars) {
    setObjectName("tokenDetail");
    setAccessibleName(tr("The token under the cursor"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::tight);
    m_sentence->setObjectName("tokenSentence");
    layout->addWidget(m_sentence);
    m_bars->setAccessibleName(tr("Likeliest tokens at this place"));
    m_bars->setToolTip(tr("What the model itself gave most weight at this place, before temperature; the token taken "
                          "is bold"));
    layout->addWidget(m_bars);
    clearToken();
}

void TokenDetail::setToken(const QString& who, const GeneratedPiece& piece, const TokenActivity& activity) {
    const QString token = visibleToken(piece.text), chance = percentText(piece.probability);
    const QString amount = percentText(activity.value);
    QString sentence;
    if (!std::isfinite(activity.value)) {
        sentence = tr("%1: “%2” had a probability of %3.").arg(who, token, chance);
    } else if (activity.site.isEmpty()) {
        sentence = (activity.filter ? tr("%1: “%2” had a probability of %3; the filters let %4 of the adapter through, "
                                         "mean over its places.")
                                    : tr("%1: “%2” had a probability of %3; the adapter's term was %4 of the base "
                                         "output, mean over its places."))
                       .arg(who, token, chance, amount);
    } else {
        sentence = (activity.filter ? tr("%1: “%2” had a probability of %3; the filter of %4 let %5 of the adapter "
                                         "through.")
                                    : tr("%1: “%2” had a probability of %3; the adapter's term in %4 was %5 of the "
                                         "base output."))
                       .arg(who, token, chance, activity.site, amount);
    }
    m_sentence->setText(sentence);
    m_bars->set(piece.alternatives, piece.text);
    m_bars->show();
}

void TokenDetail::setPromptToken(const QString& who, const std::string& token, const TokenActivity& activity) {
    const QString shown = visibleToken(token), amount = percentText(activity.value);
    if (activity.site.isEmpty()) {
        m_sentence->setText((activity.filter ? tr("%1 read “%2”: the filters let %3 of the adapter through, mean over "
                                                  "its places.")
                                             : tr("%1 read “%2”: the adapter's term was %3 of the base output, mean "
                                                  "over its places."))
                                .arg(who, shown, amount));
    } else {
        m_sentence->setText((activity.filter ? tr("%1 read “%2”: the filter of %3 let %4 of the adapter through.")
                                             : tr("%1 read “%2”: the adapter's term in %3 was %4 of the base output."))
                                .arg(who, shown, activity.site, amount));
    }
    m_bars->hide();
}

void TokenDetail::clearToken() {
    m_sentence->setText(tr("Point at a token of an answer, or move through it with the cursor keys, to see how likely "
                           "it was and what else could have come."));
    m_bars->hide();
}

QString TokenDetail::sentence() const {
    return m_sentence->text();
}

} // namespace loratrf
