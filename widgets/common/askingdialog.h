// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/common/tabledialog.h"

class QProgressBar;

namespace Nightkeep {

struct Job;

/// A question that is asked on demand, in one job: beside the table buttons to ask and to stop. Closing the
/// dialog stops a question that is under way; what was answered before stays until there is something newer.
class AskingDialog : public TableDialog
{
    Q_OBJECT

public:
    ~AskingDialog() override;

signals:
    void answered(); ///< anew, whether or not the workspace took it

protected:
    AskingDialog(const PageContext &context, const QString &name, const QString &csvName, const QString &askText,
                 QWidget *parent);

    virtual void ask() = 0; ///< starts the question and calls setJob()
    void setJob(quint64 job); ///< 0: ended
    [[nodiscard]] bool isAsking() const { return m_job != 0; }
    void setAskable(bool askable); ///< while nothing is asked
    void showUnanswered(const Error &error); ///< a wish to stop is said as such

private:
    void showProgress(const Job &job); ///< where how much there is to do is known
    void stop();

    QPushButton *m_ask;
    QPushButton *m_stop;
    QProgressBar *m_progress;
    quint64 m_job = 0;
    bool m_askable = true;
};

} // namespace Nightkeep
