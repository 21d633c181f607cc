// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archiveyears.h"
#include "widgets/common/tabledialog.h"

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace Nightkeep {

class ErrorBanner;

/// "Remove from its server…": the archive's name is typed in, so that nobody removes another one.
class RemoveLocalDialog final : public InputDialog
{
    Q_OBJECT

public:
    /// `changed` is called when the workspace was written, also after the dialog was closed.
    RemoveLocalDialog(const PageContext &context, const ArchiveRecord &record, std::function<void()> changed,
                      QWidget *parent);
    void reject() override;

private:
    void look();
    void remove();
    void showRefusal(const Error &error);
    void showEnd(const Result<ArchiveRecord> &ended);
    void updateActions();

    PageContext m_context;
    ArchiveRecord m_record;
    std::function<void()> m_changed;
    QLabel *m_answer;
    ErrorBanner *m_error;
    QLineEdit *m_name;
    QPushButton *m_remove;
    quint64 m_job = 0; ///< that removes
    bool m_isPossible = false;
    bool m_isRemoving = false;
};

/// "Past their years…": copies of archives that are there for longer than was agreed, and what to do about each.
class PastYearsDialog final : public TableDialog
{
    Q_OBJECT

public:
    PastYearsDialog(const PageContext &context, std::function<void()> changed, QWidget *parent);

private:
    struct Known
    {
        QList<CopyPastYears> copies;
        QList<ArchiveRecord> runs;
    };
    [[nodiscard]] const CopyPastYears *chosen() const;
    [[nodiscard]] const ArchiveRecord *chosenRun() const;
    void load();
    void showKnown(const Result<Known> &known);
    void askStorageTeam();
    void recordDeletion();
    void removeLocal();
    void reload(); ///< with the page
    void updateActions();

    std::function<void()> m_changed;
    Known m_known;
    ColumnTable<CopyPastYears> *m_model;
    QPushButton *m_ask;
    QPushButton *m_record;
    QPushButton *m_remove;
};

} // namespace Nightkeep
