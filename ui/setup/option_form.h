#pragma once
// The form of a method, made from its own description alone: a new method needs no line here.

#include "backend/api/methods.h"
#include "backend/api/model_info.h"

#include <QWidget>

#include <functional>
#include <vector>

namespace loratrf {

class Fold;
class Form;

class OptionForm : public QWidget {
    Q_OBJECT

public:
    OptionForm(const MethodInfo& method, QWidget* parent = nullptr);

    MethodOptions values() const; // what differs from the defaults
    void setValues(const MethodOptions& options);
    OptionValue value(const std::string& key) const;
    void setModel(const ModelInfo& model); // choices of targets that the model lacks cannot be taken

    bool setProblem(const QString& key, const QString& text, bool warning);
    void clearProblems();

Q_SIGNALS:
    void changed();

private:
    struct Field {
        OptionSpec spec;
        OptionValue standard; // the default as the widget gives it back
        std::function<OptionValue()> read;
        std::function<void(const OptionValue&)> write;
    };
    void addField(const OptionSpec& spec);
    QWidget* makeWidget(const OptionSpec& spec, Field& field);

    Form* m_basic;
    Form* m_advanced;
    Fold* m_fold;
    std::vector<Field> m_fields;
};

} // namespace loratrf
