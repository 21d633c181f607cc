// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/archives/term.h"

#include "models/archives/archiveplan.h"
#include "models/base/tr.h"

namespace Nightkeep {

Result<void> checkTerm(const Term &term)
{
    if (const Result<void> name = checkArchiveName(term.name); !name)
        return fail(
            name.error().kind,
            Tr::tr("\"%1\" cannot be a term's name, which is a part of the archive's.").arg(visibleText(term.name)),
            name.error().advice);
    if (term.words.trimmed().isEmpty())
        return fail(ErrorKind::BadInput, Tr::tr("The term %1 is not said in words.").arg(term.name),
                    Tr::tr("Call it as people do, such as \"Summer term 2008\"."));
    if (term.year < 1990 || term.year > 2100)
        return fail(ErrorKind::BadInput, Tr::tr("%1 is no year in which a term ends.").arg(term.year),
                    Tr::tr("Give a year from 1990 to 2100."));
    if (!term.cutOff.isValid() || qAbs(term.cutOff.year() - term.year) > 1)
        return fail(ErrorKind::BadInput, Tr::tr("The term %1 has no cut-off date in its year.").arg(term.name),
                    Tr::tr("Give the first day on which a course's backup counts as up to date."));
    return {};
}

} // namespace Nightkeep
