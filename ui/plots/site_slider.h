#pragma once
// Which site of an adapter is looked at, or the mean of all of them: a slider and the name of what it stands at.

#include <QStringList>
#include <QWidget>

class QLabel;
class QSlider;

namespace loratrf {

class SiteSlider : public QWidget {
    Q_OBJECT

public:
    SiteSlider(const QString& name, const QString& help, QWidget* parent = nullptr);

    void setSites(const QStringList& labels); // the site stays, if there is one of its number; tells nobody
    int site() const;                         // allSites: their mean
    void setSite(int site);
    QString siteName() const; // as shown
    QSlider* slider() const { return m_slider; }

Q_SIGNALS:
    void siteChanged(int site);

private:
    void showName();

    QStringList m_labels;
    QLabel* m_name;
    QSlider* m_slider;
};

} // namespace loratrf
