#pragma once
// What can be taken from a plot or a map: its picture and its values, into a file or onto the clipboard.

#include <QPushButton>

#include <functional>

class QCustomPlot;

namespace loratrf {

// Of a table with commas (RFC 4180) or with tabs, as spreadsheets take it from the clipboard.
QString textCell(QString text, QChar separator);
constexpr int csvDigits = 9;                  // that tell floats apart
QString numberCell(double value, int digits); // empty: there is none

class SaveMenu : public QPushButton {
    Q_OBJECT

public:
    struct Source {
        std::function<QString()> name; // title of the picture, from which the file's name is made
        std::function<bool()> isEmpty; // there is nothing to take
        std::function<void(const std::function<void(QCustomPlot&)>& take)> print; // hands over what stands on paper
        std::function<QString(QChar separator)> values;                           // the table
    };
    // The title begins with an imperative, "Save plot". `shown` gets the same menu as its own.
    SaveMenu(const QString& title, QWidget& shown, Source source, QWidget* parent = nullptr);

    void saveTo(const QString& path) const; // by its end: .csv, .svg, else PNG. Throws Error(Io)
    void copyPicture() const;
    void copyValues() const;

Q_SIGNALS:
    void said(const QString& text); // where a file was saved, or why it was not

private:
    void askSave(const QString& suffix, const QString& filter);

    Source m_source;
};

} // namespace loratrf
