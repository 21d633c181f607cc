// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/includeexclude.h"

#include <algorithm>

namespace Nightkeep {

namespace {

using Scope = IncludeExcludeRule::Scope;

/// A name that nothing but "*" matches: no pattern holds a control character.
QByteArray filler()
{
    return QByteArrayLiteral("\x01ordinary\x02");
}

BytePath pathOf(const QList<QByteArray> &components)
{
    return '/' + components.join('/');
}

} // namespace

struct IncludeExclude::Search
{
    QList<QByteArray> folder;
    BytePath fileSpace;
    const Belongs &belongs;
    QList<qsizetype> order = {}; ///< of the rules that can say something here
    bool taken = false;
    qsizetype out = -1; ///< the highest rule that keeps a file out by its place
    QSet<qsizetype> byName = {};
};

IncludeExclude::IncludeExclude(const QList<IncludeExcludeRule> &rules)
    : m_list(rules)
{
    for (const IncludeExcludeRule &rule : rules) {
        const PathPattern pattern(rule.pattern);
        const bool names = rule.scope == Scope::File && !pattern.isOpenEnded() && !pattern.endsWithAnyName();
        m_rules.append({rule.include, rule.scope, names, pattern});
        m_deepest = std::max(m_deepest, pattern.size() + 1);
    }
    for (const Scope scope : {Scope::FileSpace, Scope::Directory, Scope::File}) {
        for (qsizetype place = 0; place < m_rules.size(); ++place) {
            // Only files are ever included; a rule without a pattern says nothing.
            const bool sound = scope == Scope::File || !m_rules.at(place).include;
            if (m_rules.at(place).scope == scope && sound && !rules.at(place).pattern.trimmed().isEmpty())
                m_order.append(place);
        }
    }
}

qsizetype IncludeExclude::excluding(const BytePath &file, const BytePath &fileSpace) const
{
    return excluding(pathComponents(file), fileSpace, m_order);
}

qsizetype IncludeExclude::excluding(const QList<QByteArray> &file, const BytePath &fileSpace,
                                    const QList<qsizetype> &order) const
{
    const QList<QByteArray> folder = file.mid(0, file.size() - 1);
    for (const qsizetype place : order) {
        const Rule &rule = m_rules.at(place);
        const bool matches = rule.scope == Scope::FileSpace ? rule.pattern.matches(fileSpace)
            : rule.scope == Scope::Directory                ? rule.pattern.matchesBeginning(folder)
                                                            : rule.pattern.matches(file);
        if (matches)
            return rule.include ? -1 : place;
    }
    return -1;
}

bool IncludeExclude::isByName(const Rule &rule, const QList<QByteArray> &relative) const
{
    if (!rule.pattern.isAnywhere() || rule.scope == Scope::FileSpace)
        return false;
    // It would keep this out wherever the folder stood.
    const QList<QByteArray> elsewhere = QList<QByteArray> {filler()} + relative;
    return rule.scope == Scope::Directory ? rule.pattern.matchesBeginning(elsewhere.mid(0, elsewhere.size() - 1))
                                          : rule.pattern.matches(elsewhere);
}

void IncludeExclude::tryOrdinary(Search &search) const
{
    for (qsizetype depth = 0; depth <= m_deepest; ++depth) {
        const qsizetype rule =
            excluding(search.folder + QList<QByteArray>(depth + 1, filler()), search.fileSpace, search.order);
        if (rule < 0)
            search.taken = true;
        else if (search.out < 0)
            search.out = rule;
    }
}

/// Looks at the files that one rule speaks of; another may decide them.
void IncludeExclude::tryRule(Search &search, const Rule &rule, bool once) const
{
    const QList<QList<QByteArray>> examples =
        rule.pattern.examplesBelow(once ? QList<QByteArray>() : search.folder, filler(), m_deepest);
    for (QList<QByteArray> relative : once ? examples.mid(0, 1) : examples) {
        if (rule.scope == Scope::Directory || rule.pattern.isOpenEnded())
            relative.append(filler());
        const QList<QByteArray> file = search.folder + relative;
        if (!search.belongs(pathOf(file.mid(0, file.size() - 1))))
            continue;
        const qsizetype decided = excluding(file, search.fileSpace, search.order);
        if (decided < 0)
            search.taken = true;
        else if (m_rules.at(decided).names || isByName(m_rules.at(decided), relative))
            search.byName.insert(decided);
        else if (!rule.names && (search.out < 0 || decided < search.out))
            search.out = decided;
    }
}

RuleEffect IncludeExclude::below(const BytePath &folder, const BytePath &fileSpace, const Belongs &belongs) const
{
    if (m_order.isEmpty())
        return {};
    using Reach = PathPattern::Reach;
    Search search {pathComponents(folder), fileSpace, belongs};
    QList<Reach> reaches;
    for (const qsizetype place : m_order) {
        const Rule &rule = m_rules.at(place);
        const Reach reach = rule.scope != Scope::FileSpace ? rule.pattern.reachBelow(search.folder)
            : rule.pattern.matches(fileSpace)              ? Reach::Here
                                                           : Reach::Nothing;
        if (reach != Reach::Nothing) {
            search.order.append(place);
            reaches.append(reach);
        }
    }
    tryOrdinary(search);
    const qsizetype everywhere = search.out;
    for (qsizetype i = 0; i < reaches.size(); ++i) {
        const Rule &rule = m_rules.at(search.order.at(i));
        // An exclude that looks for names and learnt nothing from this folder's can only be one by name:
        // a single example tells whether it is shielded by an include.
        const bool once = reaches.at(i) == Reach::Anything && !rule.include;
        if (rule.scope != Scope::FileSpace)
            tryRule(search, rule, once);
    }
    if (!search.taken)
        return {RuleEffect::Kind::Whole, everywhere, {}};
    if (search.out >= 0)
        return {RuleEffect::Kind::Part, search.out, search.byName};
    return {RuleEffect::Kind::None, -1, search.byName};
}

qsizetype IncludeExclude::binding(const BytePath &folder) const
{
    const QList<QByteArray> file = pathComponents(folder) + QList<QByteArray> {filler()};
    const auto first = std::find_if(m_order.begin(), m_order.end(), [&](qsizetype place) {
        return m_rules.at(place).scope == Scope::File && m_rules.at(place).pattern.matches(file);
    });
    return first != m_order.end() && m_rules.at(*first).include ? *first : -1;
}

} // namespace Nightkeep
