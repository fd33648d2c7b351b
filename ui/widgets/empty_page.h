#pragma once
// A whole page that has nothing to show yet: what it is for, and the two ways on.

#include <QString>
#include <QWidget>

namespace loratrf {

class TextLabel;

class EmptyPage : public QWidget {
    Q_OBJECT

public:
    explicit EmptyPage(const QString& purpose, QWidget* parent = nullptr);
    void setTraining(bool on); // something is trained, and comes here when it has ended

Q_SIGNALS:
    void setUpWanted();
    void runWanted(); // the folder of an earlier one

private:
    QString m_purpose;
    TextLabel *m_title, *m_text;
};

} // namespace loratrf
