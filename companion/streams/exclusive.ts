import type { Duplex } from 'node:stream';

/** One stream per key at a time. */
export interface ExclusiveStreams {
  isOpen(key: string): boolean;
  /** Opens a stream; one that is open or about to be under the same key is closed. */
  takeOver(key: string, open: () => Promise<Duplex>): Promise<Duplex>;
  closeAll(): void;
}

interface Place {
  stream?: Duplex;
  lost: boolean;
}

export function createExclusiveStreams(): ExclusiveStreams {
  const places = new Map<string, Place>();

  const leave = (key: string, place: Place) => {
    if (places.get(key) === place) places.delete(key);
  };
  const expel = (key: string) => {
    const place = places.get(key);
    if (!place) return;
    place.lost = true;
    places.delete(key);
    place.stream?.destroy();
  };

  return {
    isOpen: (key) => {
      const place = places.get(key);
      return place !== undefined && place.stream?.destroyed !== true;
    },
    takeOver: async (key, open) => {
      expel(key);
      const place: Place = { lost: false };
      places.set(key, place);
      try {
        const stream = await open();
        place.stream = stream;
        stream.once('close', () => leave(key, place));
        // Somebody came while this one was being opened.
        if (place.lost) stream.destroy();
        return stream;
      } catch (error) {
        leave(key, place);
        throw error;
      }
    },
    closeAll: () => [...places.keys()].forEach(expel),
  };
}
