#pragma once
// The learning rate along a run, drawn: warm-up, then what the schedule does.

#include "backend/api/outline.h"

#include <QWidget>

namespace loratrf {

class ScheduleCurve : public QWidget {
    Q_OBJECT

public:
    explicit ScheduleCurve(QWidget* parent = nullptr);

    void setOutline(const RecipeOutline& outline, const TrainOptions& options);
    const RecipeOutline& outline() const { return m_outline; }
    QString sentence() const { return m_sentence; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    RecipeOutline m_outline;
    QString m_sentence;
};

} // namespace loratrf
