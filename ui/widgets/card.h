#pragma once
// Building blocks of a page: cards, labels that know their rank, a part that folds.

#include <QFrame>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace loratrf {

// A label whose size follows the application's font.
class TextLabel : public QLabel {
    Q_OBJECT

public:
    enum class Rank { PageTitle, CardTitle, Strong, Body, Muted, Problem };
    explicit TextLabel(const QString& text, Rank rank = Rank::Body, QWidget* parent = nullptr);
    void setRank(Rank rank);

protected:
    bool event(QEvent* event) override;

private:
    void updateFont();
    Rank m_rank;
};

// A rounded surface with a title; `aside` is the place right of the title.
class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(const QString& title, const QString& hint = {}, QWidget* parent = nullptr);
    QVBoxLayout* body() const { return m_body; }
    QHBoxLayout* aside() const { return m_aside; }
    void explainIn(const char* page); // of the guide: a button beside the title leads there

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QHBoxLayout *m_head, *m_aside;
    QVBoxLayout* m_body;
};

// "▸ Advanced": a button that shows or hides what belongs to it.
class Fold : public QWidget {
    Q_OBJECT

public:
    Fold(const QString& title, QWidget* content, QWidget* parent = nullptr);
    void setOpen(bool open);
    void setTitle(const QString& title);
    bool isOpen() const { return m_button->isChecked(); }

private:
    QToolButton* m_button;
    QWidget* m_content;
};

} // namespace loratrf
