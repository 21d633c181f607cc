// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/inputdialog.h"

#include "widgets/common/datatable.h"
#include "widgets/common/openmodal.h"
#include "widgets/common/questiondialog.h"
#include "widgets/widgetstr.h"

#include <QAbstractButton>
#include <QCloseEvent>
#include <QComboBox>
#include <QGroupBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>

#include <algorithm>
#include <functional>

namespace Nightkeep {

namespace {

QString checkedWord(bool checked)
{
    return checked ? QStringLiteral("on") : QStringLiteral("off");
}

/// It chooses what is seen of a table, and nothing of it could be lost.
bool isOfTable(const QWidget *widget)
{
    while (widget && !qobject_cast<const DataTable *>(widget))
        widget = widget->parentWidget();
    return widget != nullptr;
}

/// In an order that stays when the dialog is laid out anew.
template<typename Widget> QList<Widget *> fieldsIn(const QWidget &dialog)
{
    QList<Widget *> fields = dialog.findChildren<Widget *>();
    fields.removeIf([&dialog](const Widget *field) { // what is in a dialog above it is another's
        return isOfTable(field)
            || (field->window() != dialog.window() && qobject_cast<const QDialog *>(field->window()));
    });
    std::sort(fields.begin(), fields.end(), std::less<Widget *>());
    return fields;
}

} // namespace

/// A spin box and a date have a line to type in, too.
QStringList InputDialog::fields() const
{
    QStringList fields;
    for (const QLineEdit *line : fieldsIn<QLineEdit>(*this))
        fields << line->text();
    for (const QPlainTextEdit *text : fieldsIn<QPlainTextEdit>(*this))
        fields << text->toPlainText();
    for (const QComboBox *box : fieldsIn<QComboBox>(*this))
        fields << box->currentText();
    for (const QAbstractButton *button : fieldsIn<QAbstractButton>(*this)) {
        if (button->isCheckable()) // others come and go with a line's own buttons
            fields << checkedWord(button->isChecked());
    }
    for (const QGroupBox *box : fieldsIn<QGroupBox>(*this))
        fields << checkedWord(box->isChecked());
    return fields;
}

void InputDialog::inputTaken()
{
    m_before = fields();
}

bool InputDialog::hasInput() const
{
    return isVisible() && m_before && fields() != *m_before;
}

QString InputDialog::inputInWords() const
{
    return tr("What was entered in: %1").arg(windowTitle());
}

void InputDialog::askFirst()
{
    auto *question =
        openModal(new QuestionDialog(questionAboutEdits({inputInWords()}, tr("Discard what was typed")), this));
    connect(question, &QDialog::accepted, this, &QDialog::reject);
}

void InputDialog::closeEvent(QCloseEvent *event)
{
    if (!hasInput()) {
        QDialog::closeEvent(event);
        return;
    }
    event->ignore();
    askFirst();
}

void InputDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Cancel) && hasInput())
        askFirst();
    else
        QDialog::keyPressEvent(event);
}

void InputDialog::setVisible(bool visible)
{
    if (visible && !m_before)
        m_before = fields();
    QDialog::setVisible(visible);
}

Question questionAboutEdits(const QStringList &edits, const QString &accept)
{
    Question question;
    question.title = WidgetsTr::tr("Not written yet");
    question.text =
        WidgetsTr::tr("What is listed here has not been written. It is lost if you go on; go back to review "
                      "it, and to write it.");
    question.details = edits.join(u'\n');
    question.accept = accept;
    question.reject = WidgetsTr::tr("Keep editing");
    question.dangerous = true;
    return question;
}

} // namespace Nightkeep
