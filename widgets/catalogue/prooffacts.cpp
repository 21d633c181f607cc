// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/catalogue/prooffacts.h"

#include "models/base/format.h"
#include "models/catalogue/prooftables.h"
#include "widgets/common/factsview.h"
#include "widgets/widgetstr.h"

namespace Nightkeep {

void describeProofs(FactsView &view, const ArchiveRecord &record, const CatalogueRecords &catalogue,
                    const QDateTime &now)
{
    if (record.status.state != ArchiveState::Complete)
        return;
    ManifestSignature known;
    for (const ManifestSignature &signature : catalogue.signatures) {
        if (signature.run == record.run.id)
            known = signature;
    }
    view.heading(WidgetsTr::tr("Proofs"), QStringLiteral("proofs"));
    const PageAnswer answer = signatureAnswer(known);
    view.state(answer.state, answer.sentence, visibleText(known.fingerprint));
    QStringList seen;
    for (const ArchiveVerification &each : catalogue.verifications) {
        if (each.run != record.run.id || seen.contains(each.place))
            continue;
        seen << each.place;
        view.fact(visibleText(verifiedPlaceWords(each.place)),
                  WidgetsTr::tr("%1, read %2").arg(verificationWord(each.outcome), ageInWords(each.at, now)));
    }
}

} // namespace Nightkeep
