#include "ui/try/colour_bar.h"

#include "ui/plots/scale_legend.h"
#include "ui/plots/site_slider.h"
#include "ui/runs/activity_history.h"
#include "ui/widgets/card.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/tool_row.h"
#include "ui/widgets/words.h"

#include <QHBoxLayout>
#include <QSlider>

namespace loratrf {

ColourBar::ColourBar(QWidget* parent)
    : QWidget(parent), m_choice(new QWidget),
      m_site(new SiteSlider(tr("Layer that colours the tokens"),
                            tr("Which layer colours the tokens: all of them on average at the left end, then one after "
                               "the other. The colours mean the same in all, so layers can be compared"))),
      m_legend(new ScaleLegend), m_row(new ToolRow(m_choice, m_legend, space::wide)),
      m_nothing(new TextLabel(tr("No adapter is known to have acted on these tokens. The base model has none, methods "
                                 "that change its weights act on no single token, and of an earlier conversation only "
                                 "the text was kept."),
                              TextLabel::Rank::Muted)) {
    m_site->slider()->setObjectName("answerSite"); // the page Filters has one too
    m_nothing->setObjectName("nothingActed");
    auto* label = new QLabel(tr("Coloured by"));
    label->setBuddy(m_site->slider());
    auto* line = new QHBoxLayout(m_choice);
    line->setSpacing(8);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(label);
    line->addWidget(m_site, 1);
    m_choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_row);
    layout->addWidget(m_nothing);
    connect(m_site, &SiteSlider::siteChanged, this, &ColourBar::changed);
    refresh();
}

void ColourBar::setColours(TokenColours colours) {
    m_colours = colours;
    refresh();
    Q_EMIT changed();
}

// One scale for all, so that answers and layers can be compared. What is asked blindly must not show in it.
void ColourBar::measure(const std::vector<ChatTurn>& turns) {
    const TokenColouring before = colouring();
    m_scale = {};
    m_answered = false;
    const FilterEvent* last = nullptr;
    for (const ChatTurn& turn : turns) {
        for (const ChatAnswer& answer : turn.answers) {
            if (turn.blind || answer.state != ChatAnswer::State::Done) {
                continue;
            }
            m_answered = true;
            for (const FilterEvent* event : {&answer.result.prompt_activity, &answer.result.activity}) {
                if (event->sites.empty()) {
                    continue;
                }
                m_scale.add(*event);
                last = event;
            }
        }
    }
    QStringList sites;
    if (last != nullptr) {
        for (const std::string& site : last->sites) {
            sites << siteLabel(site);
        }
    }
    m_acted = last != nullptr;
    m_site->setSites(sites);
    refresh();
    if (colouring() != before) {
        Q_EMIT changed();
    }
}

TokenColouring ColourBar::colouring() const {
    return {m_colours, m_colours == TokenColours::Activity ? m_site->site() : allSites, m_scale.upper()};
}

QString ColourBar::siteName() const {
    return colouring().site == allSites ? QString() : m_site->siteName();
}

void ColourBar::refresh() {
    const bool activity = m_colours == TokenColours::Activity;
    m_choice->setVisible(activity);
    m_row->setVisible(!activity || m_acted);
    m_nothing->setVisible(activity && !m_acted);
    if (activity) {
        m_legend->setScale(m_scale.isFilter() ? tr("Filter") : tr("Adapter size"), percentText(0),
                           percentText(m_scale.upper()));
    } else {
        m_legend->setScale(tr("Probability"), percentText(1), percentText(0));
    }
    setVisible(m_colours != TokenColours::None && m_answered);
}

} // namespace loratrf
