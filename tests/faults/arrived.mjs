// What arrived at people, in the order in which it came, and what is wrong with that.

// A message as the judge sees it: who got it, under which id, and the crashers it links to.
const arrived = (who, id, text) =>
    ({ who, id, number: Number(id.split('-')[0]), crashers: new Set([...text.matchAll(/\/c\/(\d+)/g)].map(([, crasher]) => Number(crasher))) });

export const of_mails = (mails) =>
    mails.map((mail) => arrived(mail.envelope.to[0], mail.header('x-nopanic-notification')[0], mail.text));

export const of_slack = (messages) =>
    messages.map(({ hook, message, headers }) => arrived(hook, headers['x-nopanic-notification'], JSON.stringify(message)));

function faults_of(its, crashers) {
    const ids = new Map(), found = { missing: 0, renamed: 0, disordered: 0, repeats: 0 };
    let highest = 0;
    for (const { id, number, crashers: told } of its) {
        found.disordered += number < highest;
        highest = Math.max(highest, number);
        for (const crasher of told) ids.set(crasher, (ids.get(crasher) ?? new Set()).add(id));
    }
    found.missing = crashers.filter((crasher) => !ids.has(crasher)).length;
    found.renamed = [...ids.values()].filter((its_ids) => its_ids.size > 1).length;
    found.repeats = its.length - new Set(its.map(({ id }) => id)).size;
    return found;
}

// Sums over all recipients: crashers of which one heard nothing; of which it heard under several ids; messages
// that came after a later one; and messages that came again.  most_repeats: of any one recipient.
export function figures_of(messages, recipients, crashers) {
    const sum = { messages: messages.length, missing: 0, renamed: 0, disordered: 0, repeats: 0, most_repeats: 0 };
    for (const who of recipients) {
        const found = faults_of(messages.filter((message) => message.who === who), crashers);
        for (const name of Object.keys(found)) sum[name] += found[name];
        sum.most_repeats = Math.max(sum.most_repeats, found.repeats);
    }
    return sum;
}
