// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/courses/teachertext.h"
#include "widgets/common/pagecontext.h"

#include <QDialog>

namespace Nightkeep {

class ErrorBanner;

/// What a course's backups mean for who teaches it, to be copied or written as a mail.
class TeacherTextDialog final : public QDialog
{
    Q_OBJECT

public:
    TeacherTextDialog(const PageContext &context, const SiteBackups &site, const CourseBackups &course,
                      QWidget *parent);

private:
    void copy();
    void writeMail();

    PageContext m_context;
    TeacherText m_text;
    ErrorBanner *m_error;
};

} // namespace Nightkeep
