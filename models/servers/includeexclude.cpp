// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/servers/includeexclude.h"

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
        const Scope scope = rule.pattern.trimmed().isEmpty() ? Scope::Other : rule.scope;
        m_rules.append({rule.include, scope, names, pattern});
        m_deepest = std::max(m_deepest, pattern.size() + 1);
    }
}

qsizetype IncludeExclude::firstForFile(const QList<QByteArray> &file) const
{
    for (qsizetype at = 0; at < m_rules.size(); ++at) {
        if (m_rules.at(at).scope == Scope::File && m_rules.at(at).pattern.matches(file))
            return at;
    }
    return -1;
}

qsizetype IncludeExclude::excluding(const BytePath &file, const BytePath &fileSpace) const
{
    return excluding(pathComponents(file), fileSpace);
}

qsizetype IncludeExclude::excluding(const QList<QByteArray> &file, const BytePath &fileSpace) const
{
    const QList<QByteArray> folder = file.mid(0, file.size() - 1);
    for (const Scope scope : {Scope::FileSpace, Scope::Directory}) {
        for (qsizetype at = 0; at < m_rules.size(); ++at) {
            const Rule &rule = m_rules.at(at);
            if (rule.scope != scope || rule.include)
                continue;
            if (scope == Scope::FileSpace ? rule.pattern.matches(fileSpace)
                                          : rule.pattern.matchedBeginning(folder) >= 0)
                return at;
        }
    }
    const qsizetype first = firstForFile(file);
    return first >= 0 && !m_rules.at(first).include ? first : -1;
}

bool IncludeExclude::isByName(const Rule &rule, const QList<QByteArray> &relative) const
{
    if (!rule.pattern.isAnywhere() || rule.scope == Scope::FileSpace)
        return false;
    // It would keep this out wherever the folder stood.
    const QList<QByteArray> elsewhere = QList<QByteArray> {filler()} + relative;
    return rule.scope == Scope::Directory ? rule.pattern.matchedBeginning(elsewhere.mid(0, elsewhere.size() - 1)) >= 0
                                          : rule.pattern.matches(elsewhere);
}

void IncludeExclude::tryOrdinary(Search &search) const
{
    for (qsizetype depth = 0; depth <= m_deepest; ++depth) {
        const qsizetype rule = excluding(search.folder + QList<QByteArray>(depth + 1, filler()), search.fileSpace);
        if (rule < 0)
            search.taken = true;
        else if (search.out < 0)
            search.out = rule;
    }
}

/// Looks at the files that one rule speaks of; another may decide them.
void IncludeExclude::tryRule(Search &search, const Rule &rule) const
{
    const QList<QList<QByteArray>> examples = rule.pattern.examplesBelow(search.folder, filler(), m_deepest);
    for (QList<QByteArray> relative : examples) {
        if (rule.scope == Scope::Directory || rule.pattern.isOpenEnded())
            relative.append(filler());
        const QList<QByteArray> file = search.folder + relative;
        if (!search.belongs(pathOf(file.mid(0, file.size() - 1))))
            continue;
        const qsizetype decided = excluding(file, search.fileSpace);
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
    if (m_rules.isEmpty())
        return {};
    Search search {pathComponents(folder), fileSpace, belongs};
    tryOrdinary(search);
    const qsizetype everywhere = search.out;
    for (const Rule &rule : m_rules) {
        if (rule.scope == Scope::File || rule.scope == Scope::Directory)
            tryRule(search, rule);
    }
    if (!search.taken)
        return {RuleEffect::Kind::Whole, everywhere, {}};
    if (search.out >= 0)
        return {RuleEffect::Kind::Part, search.out, search.byName};
    return {RuleEffect::Kind::None, -1, search.byName};
}

qsizetype IncludeExclude::binding(const BytePath &folder) const
{
    const qsizetype first = firstForFile(pathComponents(folder) + QList<QByteArray> {filler()});
    return first >= 0 && m_rules.at(first).include ? first : -1;
}

} // namespace Nightkeep
