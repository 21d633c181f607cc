// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/coursebackups.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

class QPlainTextEdit;

namespace Nightkeep {

/// All that is known of a course, in sentences, to be copied into an answer.
class CourseExplanationDialog final : public QDialog
{
    Q_OBJECT

public:
    CourseExplanationDialog(const PageContext &context, const SiteBackups &site, const CourseBackups &course,
                            QWidget *parent);

private:
    void tell(const CourseLog *log);
    void readLog();
    void copy();

    PageContext m_context;
    SiteBackups m_site;
    CourseBackups m_course;
    QPlainTextEdit *m_text;
};

} // namespace Nightkeep
