// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/jobs/jobrunner.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

class QDialogButtonBox;
class QPushButton;
class QVBoxLayout;

namespace Nightkeep {

class FactsView;

/// One question about a Moodle, asked in a job as soon as it is opened, and its answer in facts; it can be asked again,
/// and stopped. Closing the dialog stops it too.
class SiteCheckDialog : public QDialog
{
    Q_OBJECT

public:
    ~SiteCheckDialog() override;

protected:
    /// `name` is the object name and keys its size; `subject` heads the answer.
    SiteCheckDialog(const PageContext &context, const QString &name, const QString &subject, QWidget *parent);

    [[nodiscard]] const PageContext &context() const { return m_context; }
    [[nodiscard]] FactsView *facts() const { return m_facts; }
    [[nodiscard]] QVBoxLayout *content() const { return m_content; } ///< what stands below the answer
    [[nodiscard]] QPushButton *addButton(const QString &name, const QString &text);
    /// Once, when all is there: asks, and again when a person wants it.
    void begin(const std::function<void()> &ask, int characters, int lines);
    /// In one job; `show` gets an answer, errors are said here.
    template<typename T>
    void start(const QString &title, const QString &lane, JobRunner::Work<T> work, std::function<void(const T &)> show)
    {
        m_job = m_context.jobs.start<T>(title, lane, this, std::move(work),
                                        [this, show = std::move(show)](const Result<T> &answer) {
                                            setJob(0);
                                            if (answer)
                                                show(*answer);
                                            else
                                                showUnanswered(answer.error());
                                        });
        setJob(m_job);
    }
    virtual void showUnanswered(const Error &error);

private:
    void setJob(quint64 job); ///< 0: ended
    void stop();

    PageContext m_context;
    QString m_subject;
    FactsView *m_facts;
    QVBoxLayout *m_content;
    QDialogButtonBox *m_buttons;
    QPushButton *m_again;
    QPushButton *m_stop;
    quint64 m_job = 0;
};

} // namespace Nightkeep
