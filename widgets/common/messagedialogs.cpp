// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/messagedialogs.h"

#include "widgets/common/questiondialog.h"
#include "widgets/common/textdialog.h"

#include <QDesktopServices>
#include <QFileDialog>

namespace Nightkeep {

namespace {

std::optional<QString> chosen(const QString &fileName)
{
    return fileName.isEmpty() ? std::nullopt : std::optional(fileName);
}

} // namespace

bool MessageDialogs::confirm(QWidget *parent, const Question &question)
{
    QuestionDialog dialog(question, parent);
    return dialog.exec() == QDialog::Accepted;
}

std::optional<QString> MessageDialogs::openFile(QWidget *parent, const QString &title, const QString &filter)
{
    return chosen(QFileDialog::getOpenFileName(parent, title, {}, filter));
}

std::optional<QString> MessageDialogs::saveFile(QWidget *parent, const QString &title, const QString &name,
                                                const QString &filter)
{
    return chosen(QFileDialog::getSaveFileName(parent, title, name, filter));
}

std::optional<QString> MessageDialogs::askText(QWidget *parent, const QString &title, const QString &label,
                                               const QString &text, bool secret)
{
    TextDialog dialog(title, label, text, secret, parent);
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;
    return dialog.text();
}

bool MessageDialogs::openAddress(const QUrl &address)
{
    return QDesktopServices::openUrl(address);
}

} // namespace Nightkeep
