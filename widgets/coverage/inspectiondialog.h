// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/result.h"
#include "models/base/state.h"
#include "models/servers/server.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

class QAbstractItemModel;
class QHBoxLayout;
class QPushButton;

namespace Nightkeep {

class DataTable;
class FactsView;

/// A question that one server is asked on demand: the answer in a sentence, its table, and buttons to
/// ask, stop, copy and export. Closing the dialog stops a question that is under way; what was
/// answered before stays shown until there is something newer.
class InspectionDialog : public QDialog
{
    Q_OBJECT

public:
    ~InspectionDialog() override;

signals:
    void answered(); ///< the workspace holds a new answer

protected:
    /// `name` begins the object names and keys the remembered columns and size.
    InspectionDialog(const PageContext &context, const Server &server, const QString &name, QWidget *parent);
    void build(QAbstractItemModel *model, const QString &askText, const QString &emptyText);

    [[nodiscard]] const PageContext &context() const { return m_context; }
    [[nodiscard]] const Server &server() const { return m_server; }
    [[nodiscard]] DataTable *table() const { return m_table; }
    [[nodiscard]] QHBoxLayout *topRow() const { return m_topRow; } ///< above the sentence, empty at first

    virtual void ask() = 0; ///< starts the question and calls setJob()
    [[nodiscard]] virtual QString exportName() const = 0;
    void say(State state, const QString &sentence, const QString &detail = {});
    void setJob(quint64 job); ///< 0: ended
    void showFailure(const Error &error); ///< a wish to stop is said as such

private:
    void fitAnswer();
    void stop();

    PageContext m_context;
    Server m_server;
    QString m_name;
    QHBoxLayout *m_topRow = nullptr;
    FactsView *m_answer = nullptr;
    DataTable *m_table = nullptr;
    QPushButton *m_ask = nullptr;
    QPushButton *m_stop = nullptr;
    quint64 m_job = 0;
};

} // namespace Nightkeep
