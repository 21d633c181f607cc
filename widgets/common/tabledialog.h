// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/state.h"
#include "widgets/common/inputdialog.h"
#include "widgets/common/pagecontext.h"

class QAbstractItemModel;
class QDateTime;
class QDialogButtonBox;
class QPushButton;
class QVBoxLayout;

namespace Nightkeep {

class AnswerLine;
class DataTable;
class ErrorBanner;

/// A window beside the page that answers one question: the answer in a sentence, what it was asked
/// about, a table, and its rows to copy and to save as CSV. Its size is remembered by its name.
class TableDialog : public InputDialog
{
    Q_OBJECT

public:
    /// `name` is the object name and keys what is remembered; `csvName` is offered as the file's name.
    TableDialog(const PageContext &context, const QString &name, const QString &csvName, QWidget *parent);

protected:
    [[nodiscard]] QStringList fields() const override { return {}; } ///< to look with, until a dialog says otherwise
    [[nodiscard]] const PageContext &context() const { return m_context; }
    [[nodiscard]] const QDateTime &now() const; ///< that ages are told from: the pages' own
    [[nodiscard]] DataTable *table() const { return m_table; }
    [[nodiscard]] QVBoxLayout *content() const { return m_content; } ///< add what is shown, the table too
    /// Once; `emptyText` is what would stand in the table.
    void setModel(QAbstractItemModel *model, const QString &emptyText);
    [[nodiscard]] QPushButton *addButton(const QString &name, const QString &text);
    void setAnswer(State state, const QString &sentence, const QString &detail = {}); ///< and no error
    void showError(const Error &error); ///< below the answer, which stays; cancelled shows nothing
    void showNotKept(const Error &problem); ///< the same for an answer that the workspace did not take
    void showFailure(const Error &error);
    /// The size that it begins with, in characters and lines, until a person has changed it.
    void begin(int characters, int lines);

private:
    void copy();
    void saveCsv();

    PageContext m_context;
    QString m_csvName;
    AnswerLine *m_answer;
    ErrorBanner *m_banner;
    QVBoxLayout *m_content;
    QDialogButtonBox *m_buttons;
    QPushButton *m_save;
    DataTable *m_table;
};

} // namespace Nightkeep
