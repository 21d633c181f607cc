// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/base/unkept.h"
#include "models/courses/fetchedcopy.h"
#include "widgets/common/inputdialog.h"
#include "widgets/common/pagecontext.h"

class QDialogButtonBox;
class QProgressBar;

namespace Nightkeep {

class AnswerLine;
class ErrorBanner;
struct Progress;

/// A copy that is on its way here: how far it is, a button that stops it, and what came of it. Closing the dialog stops
/// it, too.
class CourseFetchDialog final : public InputDialog
{
    Q_OBJECT

public:
    CourseFetchDialog(const PageContext &context, const Site &site, const CourseState &course, const BackupCopy &copy,
                      const CopyTarget &target, QWidget *parent);
    ~CourseFetchDialog() override;

private:
    [[nodiscard]] QStringList fields() const override { return {}; }
    void begin(const Site &site, qint64 course, const BackupCopy &copy, const CopyTarget &target);
    void showProgress(const Progress &progress);
    void finish(const Result<Asked<FetchedCopy>> &asked);

    PageContext m_context;
    AnswerLine *m_answer;
    ErrorBanner *m_banner;
    QProgressBar *m_progress;
    QDialogButtonBox *m_buttons;
    quint64 m_job = 0; ///< 0: ended
};

/// Asks for a file of this machine and fetches the copy into it. The person is asked by the file's own dialog whether
/// one that is there may be replaced.
void fetchCopy(const PageContext &context, const SiteBackups &site, const CourseState &course, const BackupCopy &copy,
               QWidget *asker);

} // namespace Nightkeep
