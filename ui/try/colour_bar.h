#pragma once
// What the colours of a conversation's tokens show: which of the adapter's sites, or all of them on average, and the
// scale that they share.

#include "ui/try/conversation.h"
#include "ui/try/token_colours.h"

#include <QWidget>

namespace loratrf {

class ScaleLegend;
class SiteSlider;
class TextLabel;
class ToolRow;

class ColourBar : public QWidget {
    Q_OBJECT

public:
    explicit ColourBar(QWidget* parent = nullptr);

    void setColours(TokenColours colours);
    void measure(const std::vector<ChatTurn>& turns); // what there is to see in them
    TokenColouring colouring() const;
    QString siteName() const; // as shown; empty: the mean, or colours that show no site

Q_SIGNALS:
    void changed();

private:
    void refresh();

    TokenColours m_colours = TokenColours::None;
    StrengthScale m_scale;
    bool m_answered = false, m_acted = false; // somebody answered; an adapter acted on the tokens
    QWidget* m_choice;
    SiteSlider* m_site;
    ScaleLegend* m_legend;
    ToolRow* m_row;
    TextLabel* m_nothing;
};

} // namespace loratrf
