// Questions to Python, which alone decides, and its answers.

function talkTo(model) {
  const waiting = new Map();
  let last = 0;
  const heard = (message) => {
    if (message.kind !== "answer" || !waiting.has(message.seq)) return;
    waiting.get(message.seq)(message);
    waiting.delete(message.seq);
  };
  model.on("msg:custom", heard);
  return {
    ask(kind, fields = {}) {
      last += 1;
      const seq = last;
      const answer = new Promise((resolve) => waiting.set(seq, resolve));
      model.send({ kind, seq, ...fields });
      return answer;
    },
    end: () => model.off("msg:custom", heard),
  };
}
