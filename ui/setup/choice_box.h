#pragma once
// A combo box whose list says what each choice is: title, one sentence, where it comes from.

#include <QComboBox>

namespace loratrf {

class ChoiceBox : public QComboBox {
    Q_OBJECT

public:
    explicit ChoiceBox(QWidget* parent = nullptr);

    void addChoice(const QString& title, const QString& sentence, const QString& source, const QVariant& value);
    void setSource(int index, const QString& source, const QString& aside = {}); // aside: a word beside the title
    QString sentence(int index) const;

    QSize minimumSizeHint() const override;
    void showPopup() override;
};

} // namespace loratrf
